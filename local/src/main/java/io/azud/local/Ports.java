// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses ports of the loopback interface, and holds them until closed so that each is chosen once.
 */
final class Ports implements AutoCloseable {
  private final List<ServerSocket> held = new ArrayList<>();

  /** The requested port, or the previous one if it is free, or any free one; 0 stands for none. */
  int take(String service, int requested, int previous) {
    if (requested != 0) {
      if (!hold(requested)) {
        throw new AzudException(
            ErrorCode.PLATFORM_START_FAILED,
            "The port "
                + requested
                + " for "
                + service
                + " is taken by another process or not allowed to you; choose another.");
      }
      return requested;
    }
    if (previous != 0 && hold(previous)) {
      return previous;
    }
    if (hold(0)) {
      return held.get(held.size() - 1).getLocalPort();
    }
    throw new AzudException(
        ErrorCode.PLATFORM_START_FAILED, "There is no free port on 127.0.0.1 for " + service + ".");
  }

  @Override
  public void close() {
    for (ServerSocket socket : held) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new AzudException(
            ErrorCode.PLATFORM_START_FAILED,
            "The port " + socket.getLocalPort() + " cannot be released.",
            e);
      }
    }
    held.clear();
  }

  private boolean hold(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      try {
        socket.bind(new InetSocketAddress(loopback(), port));
        held.add(socket);
        return true;
      } catch (IOException e) {
        socket.close();
        return false;
      }
    } catch (IOException e) {
      return false;
    }
  }

  static InetAddress loopback() {
    return new InetSocketAddress("127.0.0.1", 0).getAddress();
  }
}
