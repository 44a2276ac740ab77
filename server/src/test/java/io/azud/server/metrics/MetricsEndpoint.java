// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Shows a registry at {@code /metrics} on this machine. */
final class MetricsEndpoint implements AutoCloseable {
  private final HttpServer server;

  MetricsEndpoint(PrometheusRegistry registry) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/metrics",
        exchange -> {
          String accept =
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")).orElse("");
          MetricsPage page = MetricsPage.of(registry, accept);
          exchange.getResponseHeaders().set("Content-Type", page.contentType());
          exchange.sendResponseHeaders(200, page.body().length);
          exchange.getResponseBody().write(page.body());
          exchange.close();
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
