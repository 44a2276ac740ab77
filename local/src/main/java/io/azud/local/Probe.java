// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks a server over its own protocol, as shortly as the protocol allows, whether it serves
 * clients.
 */
final class Probe {
  private static final int TIMEOUT_MILLIS = 2000;
  private static final short API_VERSIONS = 18;

  private Probe() {}

  static boolean kafka(int port) {
    return answers(
        port,
        (in, out) -> {
          out.writeInt(10);
          out.writeShort(API_VERSIONS);
          out.writeShort(0);
          out.writeInt(1);
          out.writeShort(-1);
          out.flush();
          return in.readInt() > 6 && in.readInt() == 1 && in.readShort() == 0;
        });
  }

  /**
   * PostgreSQL asks for the password (R) once it takes sessions; before that it answers an error
   * (E).
   */
  static boolean postgres(int port, String user, String database) {
    return answers(
        port,
        (in, out) -> {
          byte[] parameters =
              ("user\0" + user + "\0database\0" + database + "\0\0")
                  .getBytes(StandardCharsets.UTF_8);
          out.writeInt(8 + parameters.length);
          out.writeInt(3 << 16);
          out.write(parameters);
          out.flush();
          return in.read() == 'R';
        });
  }

  static boolean http(int port) {
    return answers(
        port,
        (in, out) -> {
          out.writeBytes("GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n");
          out.flush();
          byte[] start = in.readNBytes(5);
          return new String(start, StandardCharsets.US_ASCII).equals("HTTP/");
        });
  }

  private interface Exchange {
    boolean talk(DataInputStream in, DataOutputStream out) throws IOException;
  }

  private static boolean answers(int port, Exchange exchange) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(Ports.loopback(), port), TIMEOUT_MILLIS);
      return exchange.talk(
          new DataInputStream(socket.getInputStream()),
          new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream())));
    } catch (IOException e) {
      return false;
    }
  }
}
