// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Clears away what an earlier platform left in a directory when it was killed; the caller holds the
 * directory's lock.
 */
final class Leftovers {
  private static final long GRACE_SECONDS = 4;

  private Leftovers() {}

  /** Ends the servers that still run, and empties the directory of what belongs to one start. */
  static void clear(DataDirectory directory) throws IOException, InterruptedException {
    for (Path pidFile : entries(directory.run(), ".pid")) {
      PidFile.process(pidFile, directory.root()).ifPresent(Leftovers::end);
    }
    endProcessesIn(directory.postgres().resolve("data"));
    deleteTree(directory.run());
    OwnerOnly.directory(directory.run());
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** A session of PostgreSQL can outlive its server for a while; a new server must not meet it. */
  private static void endProcessesIn(Path directory) {
    ProcessHandle.allProcesses()
        .filter(process -> worksIn(process, directory) && isPostgres(process))
        .forEach(
            process -> {
              process.destroyForcibly();
              awaitEnd(process);
            });
  }

  private static boolean worksIn(ProcessHandle process, Path directory) {
    return link(process, "cwd").equals(directory.toString());
  }

  private static boolean isPostgres(ProcessHandle process) {
    return link(process, "exe").endsWith("/bin/postgres");
  }

  private static String link(ProcessHandle process, String name) {
    try {
      Path link = Path.of("/proc", Long.toString(process.pid()), name);
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    if (!awaitEnd(process)) {
      process.destroyForcibly();
      if (!awaitEnd(process)) {
        throw new AzudException(
            ErrorCode.PLATFORM_START_FAILED,
            "The process "
                + process.pid()
                + " of an earlier platform cannot be ended; end it yourself.");
      }
    }
  }

  private static boolean awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    } catch (java.util.concurrent.ExecutionException e) {
      return !process.isAlive();
    }
  }

  private static List<Path> entries(Path directory, String suffix) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(path -> path.toString().endsWith(suffix)).toList();
    }
  }
}
