// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;

/** One connection through a {@link FaultProxy}, with a thread for each direction. */
final class ProxyLink {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private volatile Fault spoiling = Fault.NONE;

  ProxyLink(FaultProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  void start() {
    start(() -> carry(this::carryRequests));
    start(() -> carry(this::carryReplies));
  }

  static void start(Runnable work) {
    Thread thread = new Thread(work, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  void breakOff() {
    breakOff(client);
    breakOff(server);
  }

  /** Both ends see a reset rather than an orderly end. */
  static void breakOff(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is broken already.
      return;
    }
  }

  private void carry(Direction direction) {
    try {
      direction.carry();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | UncheckedIOException e) {
      // The link is broken; nothing is left to do.
      return;
    } finally {
      breakOff();
      proxy.ended(this);
    }
  }

  private void carryRequests() throws IOException, InterruptedException {
    InputStream in = client.getInputStream();
    OutputStream out = server.getOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      proxy.gate().pass();
      Fault fault = proxy.takeFault(buffer, n);
      switch (fault.kind()) {
        case LOSE_REQUEST -> {
          return;
        }
        case LOSE_REPLY -> spoiling = fault;
        case DELAY -> fault.act().run();
        case NONE -> {}
      }
      out.write(buffer, 0, n);
    }
  }

  private void carryReplies() throws IOException, InterruptedException {
    InputStream in = server.getInputStream();
    OutputStream out = client.getOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      proxy.gate().pass();
      if (spoiling.kind() == Fault.Kind.NONE) {
        out.write(buffer, 0, n);
      } else if (endsReady(buffer, n)) {
        spoiling.act().run();
        return;
      }
    }
  }

  /** Whether PostgreSQL has answered in full: ReadyForQuery, of five bytes and a status. */
  private static boolean endsReady(byte[] buffer, int length) {
    return length >= 6
        && buffer[length - 6] == 'Z'
        && buffer[length - 5] == 0
        && buffer[length - 4] == 0
        && buffer[length - 3] == 0
        && buffer[length - 2] == 5;
  }

  @FunctionalInterface
  private interface Direction {
    void carry() throws IOException, InterruptedException;
  }
}
