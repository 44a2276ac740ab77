// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.database;

import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;

/**
 * Sockets on which no write lasts longer than a limit. A driver's socket timeout covers reads only:
 * a server or network that swallows everything would hold a COPY for ever once the buffers on the
 * way are full. The PostgreSQL driver makes this class by its name.
 */
public final class WatchedSocketFactory extends SocketFactory {
  private final Duration limit;

  /**
   * @param limitMillis in milliseconds, as the driver hands it on
   */
  public WatchedSocketFactory(String limitMillis) {
    this.limit = Duration.ofMillis(Long.parseLong(limitMillis));
  }

  @Override
  public Socket createSocket() {
    return new WatchedSocket(limit);
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw connectsLater();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw connectsLater();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw connectsLater();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw connectsLater();
  }

  private static UnsupportedOperationException connectsLater() {
    return new UnsupportedOperationException("the driver connects its sockets itself");
  }
}
