// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Clears away what an earlier platform left in a directory when it was killed; the caller holds the
 * directory's lock.
 */
final class Leftovers {
  private static final Duration GRACE = Duration.ofSeconds(4);
  private static final long POLL_MILLIS = 25;

  private Leftovers() {}

  /** Ends the servers that still run, and empties the directory of what belongs to one start. */
  static void clear(DataDirectory directory) throws IOException, InterruptedException {
    end(() -> servers(directory));
    // A session of PostgreSQL can outlive its server for a while, as can initdb; a new server must
    // not meet them.
    end(() -> programsOf(directory.postgres()));
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

  private static void end(Supplier<List<ProcessHandle>> living) throws InterruptedException {
    living.get().forEach(ProcessHandle::destroy);
    if (!areGone(living)) {
      living.get().forEach(ProcessHandle::destroyForcibly);
      if (!areGone(living)) {
        throw new AzudException(
            ErrorCode.PLATFORM_START_FAILED,
            "The process "
                + living.get().get(0).pid()
                + " of an earlier platform cannot be ended; end it yourself.");
      }
    }
  }

  private static boolean areGone(Supplier<List<ProcessHandle>> living) throws InterruptedException {
    long deadline = System.nanoTime() + GRACE.toNanos();
    while (!living.get().isEmpty()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }

  private static List<ProcessHandle> servers(DataDirectory directory) {
    try (Stream<Path> entries = Files.list(directory.run())) {
      return entries
          .filter(path -> path.toString().endsWith(".pid"))
          .flatMap(path -> PidFile.process(path, directory.root()).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ProcessHandle> programsOf(Path postgres) {
    return ProcessHandle.allProcesses()
        .filter(process -> link(process, "exe").startsWith(postgres + "/server/"))
        .filter(process -> link(process, "cwd").startsWith(postgres.toString()))
        .toList();
  }

  /** Where a link of the process in /proc leads; empty once the process has ended. */
  private static String link(ProcessHandle process, String name) {
    try {
      Path link = Path.of("/proc", Long.toString(process.pid()), name);
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
