// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port that leads to another one, and that can be shut as when the server behind it is down. */
final class Gate implements AutoCloseable {
  private final int target;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private ServerSocket server;

  Gate(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      port = server.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listen(server);
  }

  int port() {
    return port;
  }

  /** Connections are refused from now on, and those that there are break. */
  void shut() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
      sockets.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connections are taken again; nothing happens when they are already. */
  void open() {
    if (!server.isClosed()) {
      return;
    }
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listen(server);
  }

  private void listen(ServerSocket listening) {
    daemon(
        () -> {
          while (!listening.isClosed()) {
            lead(listening.accept());
          }
        });
  }

  private void lead(Socket inside) throws IOException {
    Socket outside = new Socket(InetAddress.getLoopbackAddress(), target);
    sockets.add(inside);
    sockets.add(outside);
    daemon(() -> copy(inside, outside));
    daemon(() -> copy(outside, inside));
  }

  private static void copy(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    }
  }

  private static void daemon(Act act) {
    Thread thread =
        new Thread(
            () -> {
              try {
                act.run();
              } catch (IOException e) {
                // Somebody has hung up, or the gate was shut: that is what it is for.
                return;
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @FunctionalInterface
  private interface Act {
    void run() throws IOException;
  }

  @Override
  public void close() {
    shut();
  }
}
