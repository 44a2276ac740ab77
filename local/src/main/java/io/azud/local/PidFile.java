// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file in which a server's process id is kept for a later start and for health checks. */
final class PidFile {
  private PidFile() {}

  static Optional<Long> read(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * The process of that id, if it is alive and was started for the data directory: ids are used
   * again by others.
   */
  static Optional<ProcessHandle> process(Path file, Path data) {
    return read(file)
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .filter(process -> commandLine(process.pid()).contains(data.toString()));
  }

  private static String commandLine(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
