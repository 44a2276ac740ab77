// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.CannotLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How much memory this machine has, and has left: <a
 * href="https://docs.kernel.org/filesystems/proc.html#meminfo">/proc/meminfo</a>.
 */
final class Memory {
  private static final Path MEMINFO = Path.of("/proc/meminfo");

  private Memory() {}

  static long ofMachine() {
    return read("MemTotal:");
  }

  static long left() {
    return read("MemAvailable:");
  }

  private static long read(String key) {
    try {
      return Files.readAllLines(MEMINFO).stream()
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow(() -> new CannotLook(MEMINFO + " has no line " + key));
    } catch (IOException e) {
      throw new CannotLook(MEMINFO + " cannot be read");
    }
  }

  static String shown(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
