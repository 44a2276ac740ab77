// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a JDBC catalog and its PostgreSQL server, and spoils the next change of a table's
 * metadata.
 */
final class CatalogProxy implements AutoCloseable {
  private static final byte[] COMMIT =
      "UPDATE iceberg_tables SET metadata_location".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] READY_FOR_QUERY = {'Z', 0, 0, 0, 5, 'I'};

  private final ServerSocket listener;
  private final int target;
  private final AtomicReference<Fault> next = new AtomicReference<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  CatalogProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /**
   * The next change takes effect, then something else happens, then the connection breaks without a
   * reply.
   */
  void loseTheNextReply(Runnable meanwhile) {
    next.set(new Fault(true, meanwhile));
  }

  /** The next change never reaches the server. */
  void loseTheNextRequest() {
    next.set(new Fault(false, () -> {}));
  }

  /** The next change is held back until it is released. */
  Held holdTheNextRequest() {
    Held held = new Held(new CountDownLatch(1), new CountDownLatch(1));
    next.set(held.fault());
    return held;
  }

  /** Nothing is let through any more. */
  void cut() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(CatalogProxy::closeQuietly);
  }

  @Override
  public void close() {
    cut();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        Link link = new Link(client, server);
        start(link::requests);
        start(link::replies);
      }
    } catch (IOException e) {
      // The listener was closed.
      return;
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "catalog-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request on its way. */
  record Held(CountDownLatch arrived, CountDownLatch released) {

    private Fault fault() {
      return new Fault(
          null,
          () -> {
            arrived.countDown();
            await(released);
          });
    }

    void awaitArrival() {
      await(arrived);
    }

    void release() {
      released.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(30, TimeUnit.SECONDS)) {
          throw new IllegalStateException("nothing came");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * @param forwarded whether the request reaches the server before the connection breaks; {@code
   *     null} when nothing breaks
   */
  private record Fault(Boolean forwarded, Runnable act) {}

  private final class Link {
    private final Socket client;
    private final Socket server;
    private volatile Fault spoiling;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void requests() {
      try (client;
          server) {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          Fault fault = contains(buffer, n) ? next.getAndSet(null) : null;
          if (fault != null && fault.forwarded() == null) {
            fault.act().run();
          } else if (fault != null && !fault.forwarded()) {
            return;
          } else if (fault != null) {
            spoiling = fault;
          }
          out.write(buffer, 0, n);
        }
      } catch (IOException e) {
        // The link is broken; nothing is left to do.
        return;
      }
    }

    void replies() {
      try (client;
          server) {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          Fault fault = spoiling;
          if (fault == null) {
            out.write(buffer, 0, n);
          } else if (endsReady(buffer, n)) {
            fault.act().run();
            return;
          }
        }
      } catch (IOException e) {
        // The link is broken; nothing is left to do.
        return;
      }
    }
  }

  private static boolean contains(byte[] buffer, int length) {
    for (int at = 0; at + COMMIT.length <= length; at++) {
      int i = 0;
      while (i < COMMIT.length && buffer[at + i] == COMMIT[i]) {
        i++;
      }
      if (i == COMMIT.length) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsReady(byte[] buffer, int length) {
    for (int i = 1; i <= READY_FOR_QUERY.length; i++) {
      if (length < i || buffer[length - i] != READY_FOR_QUERY[READY_FOR_QUERY.length - i]) {
        return false;
      }
    }
    return true;
  }
}
