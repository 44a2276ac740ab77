// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Observation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Whether something takes connections at an address: its name resolves, its port is open. */
final class Connect {
  private static final int MILLIS = 4_000;

  private Connect() {}

  /** An address of which it is enough that one of several answers. */
  record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }

    static List<Address> of(String bootstrapServers) {
      List<Address> addresses = new ArrayList<>();
      for (String each : bootstrapServers.split(",", -1)) {
        int colon = each.lastIndexOf(':');
        String host = each.substring(0, colon).replace("[", "").replace("]", "").strip();
        addresses.add(new Address(host, Integer.parseInt(each.substring(colon + 1).strip())));
      }
      return addresses;
    }
  }

  static Observation toAnyOf(List<Address> addresses, ErrorCode code) {
    List<String> evidence = new ArrayList<>();
    int open = 0;
    for (Address address : addresses) {
      String refusal = refusal(address);
      evidence.add(address + ": " + (refusal.isEmpty() ? "takes connections" : refusal));
      open += refusal.isEmpty() ? 1 : 0;
    }
    String lookedAt = String.join(", ", addresses.stream().map(Address::toString).toList());
    String text = String.join("\n", evidence);
    if (open == 0) {
      return Observation.broken(lookedAt, code, text);
    }
    return open == addresses.size()
        ? Observation.ok(lookedAt, text)
        : Observation.suspect(lookedAt, text);
  }

  /** Why there is no connection; empty when there is one. */
  private static String refusal(Address address) {
    try (Socket socket = new Socket()) {
      InetAddress resolved = InetAddress.getByName(address.host());
      socket.connect(new InetSocketAddress(resolved, address.port()), MILLIS);
      return "";
    } catch (UnknownHostException e) {
      return "the name does not resolve";
    } catch (java.net.SocketTimeoutException e) {
      return "no answer within " + MILLIS + " ms (a firewall, or the host is down)";
    } catch (IOException e) {
      return "no connection: " + e.getMessage();
    }
  }
}
