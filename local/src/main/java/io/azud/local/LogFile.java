// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/** A server's log: kept from start to start, with one predecessor. */
final class LogFile {
  private static final long MAX_BYTES = 16L << 20;
  private static final int TAIL_BYTES = 16 << 10;
  private static final int MAX_CHARS = 240;
  private static final Pattern TELLING =
      Pattern.compile("FATAL|ERROR|PANIC|Exception|could not|error:");

  private LogFile() {}

  static Path of(String server, DataDirectory directory) {
    return directory.logs().resolve(server + ".log");
  }

  /** Makes the log if there is none, and puts one aside that has become long. */
  static Path open(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > MAX_BYTES) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(log)) {
      Files.createFile(log, OwnerOnly.FILE);
    }
    return log;
  }

  /** The last line that tells of an error, in brackets after a space; empty if there is none. */
  static String lastError(Path log) {
    List<String> lines = tail(log).lines().map(String::strip).toList();
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i);
      if (TELLING.matcher(line).find()) {
        return " (" + line.substring(0, Math.min(MAX_CHARS, line.length())) + ")";
      }
    }
    return "";
  }

  private static String tail(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
