// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
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
 * Stands between a client and a server on this machine and spoils what passes: a connection that
 * breaks, a network that swallows everything, a request or a reply that is lost. Replies are
 * understood as PostgreSQL's; everything else works with any protocol over TCP.
 *
 * <p>May be told what to do from any thread. A fault that is announced for the next request happens
 * once, on whichever connection that request comes.
 */
public final class FaultProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Fault> next = new AtomicReference<>();
  private final Gate gate = new Gate();
  private volatile boolean isCut;

  /**
   * @param target the server's port on the loopback interface
   */
  public FaultProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ProxyLink.start(this::accept);
  }

  /** Where clients connect to instead. */
  public int port() {
    return listener.getLocalPort();
  }

  /**
   * The next request that holds this text takes effect, then something else happens, then the
   * connection breaks without a reply.
   */
  public void loseTheNextReply(String request, Runnable meanwhile) {
    next.set(new Fault(bytes(request), Fault.Kind.LOSE_REPLY, meanwhile));
  }

  /** The next request that holds this text never reaches the server; the connection breaks. */
  public void loseTheNextRequest(String request) {
    next.set(new Fault(bytes(request), Fault.Kind.LOSE_REQUEST, () -> {}));
  }

  /** The next request that holds this text is held back until it is released. */
  public Held holdTheNextRequest(String request) {
    Held held = new Held(new CountDownLatch(1), new CountDownLatch(1));
    next.set(new Fault(bytes(request), Fault.Kind.DELAY, held::hold));
    return held;
  }

  /**
   * Breaks all connections, and every new one at once, as if nobody listened; until {@link #mend}.
   */
  public void cut() {
    isCut = true;
    links.forEach(ProxyLink::breakOff);
  }

  /** Breaks all connections with a reset; new ones are served. */
  public void reset() {
    links.forEach(ProxyLink::breakOff);
  }

  /** Swallows everything in both directions without breaking anything; until {@link #mend}. */
  public void freeze() {
    gate.shut();
  }

  /** Serves again. */
  public void mend() {
    isCut = false;
    gate.open();
  }

  @Override
  public void close() {
    cut();
    gate.open();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Gate gate() {
    return gate;
  }

  /** The announced fault when this is the request that it waits for; it happens once. */
  Fault takeFault(byte[] buffer, int length) {
    Fault fault = next.get();
    boolean now =
        fault != null && fault.isIn(buffer, length) && next.compareAndSet(fault, Fault.NONE);
    return now ? fault : Fault.NONE;
  }

  void ended(ProxyLink link) {
    links.remove(link);
  }

  private void accept() {
    try {
      while (true) {
        serve(listener.accept());
      }
    } catch (IOException e) {
      // The listener was closed.
      return;
    }
  }

  private void serve(Socket client) throws IOException {
    if (isCut) {
      ProxyLink.breakOff(client);
      return;
    }
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (ConnectException e) {
      // The server itself is down for the moment.
      ProxyLink.breakOff(client);
      return;
    }
    ProxyLink link = new ProxyLink(this, client, server);
    links.add(link);
    link.start();
    if (isCut) {
      link.breakOff();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A request on its way.
   *
   * @param arrived counted down by the request
   * @param released counted down by the test
   */
  public record Held(CountDownLatch arrived, CountDownLatch released) {

    private void hold() {
      arrived.countDown();
      await(released);
    }

    /** Returns when the request has come. */
    public void awaitArrival() {
      await(arrived);
    }

    /** Lets the request go on. */
    public void release() {
      released.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(300, TimeUnit.SECONDS)) {
          throw new IllegalStateException("nothing came within five minutes");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
