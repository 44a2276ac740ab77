// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those beyond level 1: a web server that keeps what incidents are escalated to it. */
final class OnCall implements AutoCloseable {
  private final HttpServer server;
  private final List<String> told = new CopyOnWriteArrayList<>();

  OnCall() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/incidents";
  }

  /** What was told of a code of a pipeline. */
  List<String> told(String pipeline, String code) {
    String subject = code + " in " + pipeline + ",";
    return told.stream().filter(each -> each.contains(subject)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
