// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log.read;

import io.azud.engine.log.LogDirectory;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** The log in the files of a directory, as {@link LogDirectory} keeps it. */
final class FileLog implements LogReader {
  private final Path directory;

  FileLog(Path directory) {
    this.directory = directory;
  }

  @Override
  public String place() {
    return "the files in " + directory;
  }

  @Override
  public List<LogLine> find(LogQuery query) {
    PriorityQueue<LogLine> latest = new PriorityQueue<>(LogLine.IN_ORDER);
    try {
      for (Path file : LogDirectory.files(directory)) {
        if (!Files.getLastModifiedTime(file).toInstant().isBefore(query.since())) {
          read(file, query, latest);
        }
      }
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.LOGS_REFUSED,
          "the log in "
              + directory
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + "); run this as the user whose commands write it",
          e);
    }
    List<LogLine> found = new ArrayList<>(latest);
    found.sort(LogLine.IN_ORDER);
    return found;
  }

  private static void read(Path file, LogQuery query, PriorityQueue<LogLine> latest)
      throws IOException {
    try (BufferedReader lines =
        // Not Files.newBufferedReader: it refuses a line that was cut within a character.
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        EcsLine.parse(line).filter(query::holds).ifPresent(latest::add);
        if (latest.size() > query.limit()) {
          latest.poll();
        }
      }
    } catch (NoSuchFileException e) {
      // The oldest was deleted meanwhile.
    }
  }
}
