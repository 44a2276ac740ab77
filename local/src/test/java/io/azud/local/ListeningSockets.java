// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses on which a platform's servers listen, as the kernel tells them. */
final class ListeningSockets {
  private static final String LISTEN = "0A";
  private static final String LOOPBACK = "0100007F";
  private static final String MAPPED_LOOPBACK = "0000000000000000FFFF00000100007F";

  private ListeningSockets() {}

  static List<String> of(PlatformHealth health) throws IOException {
    List<String> addresses = new ArrayList<>();
    for (PlatformHealth.ServerHealth server : health.servers()) {
      Set<String> inodes = inodes(Path.of("/proc", Long.toString(server.pid()), "fd"));
      for (String table : List.of("tcp", "tcp6")) {
        addresses.addAll(listening(Path.of("/proc/net", table), inodes));
      }
    }
    return addresses;
  }

  private static List<String> listening(Path table, Set<String> inodes) throws IOException {
    List<String> addresses = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns[3].equals(LISTEN) && inodes.contains(columns[9])) {
        String address = columns[1].substring(0, columns[1].indexOf(':'));
        boolean loopback = address.equals(LOOPBACK) || address.equals(MAPPED_LOOPBACK);
        addresses.add(loopback ? "127.0.0.1" : address);
      }
    }
    return addresses;
  }

  private static Set<String> inodes(Path descriptors) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> entries = Files.list(descriptors)) {
      for (Path entry : entries.toList()) {
        String target = Files.readSymbolicLink(entry).toString();
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }
}
