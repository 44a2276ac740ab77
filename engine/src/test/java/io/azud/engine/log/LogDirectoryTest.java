// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogDirectoryTest {
  private static final long MUCH = 1 << 20;

  @TempDir private Path temporary;

  private Path directory() {
    return temporary.resolve("deep").resolve("log");
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : LogDirectory.files(directory())) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  @Test
  void isForItsOwnerOnly() throws IOException {
    try (LogDirectory log = new LogDirectory(directory(), MUCH)) {
      log.append(line("one"));
    }
    Path file = directory().resolve("azud-000001.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).hasContent("one\n");
  }

  @Test
  void keepsTheLatestFilesAndNeverRenamesOne() throws IOException {
    try (LogDirectory log = new LogDirectory(directory(), 10L * LogDirectory.FILES)) {
      for (int i = 0; i < 100; i++) {
        log.append(line("line %04d".formatted(i)));
      }
    }
    List<Path> files = LogDirectory.files(directory());
    assertThat(files).hasSize(LogDirectory.FILES);
    assertThat(files.get(0).getFileName()).hasToString("azud-000091.json");
    assertThat(lines()).startsWith("line 0090").endsWith("line 0099");
  }

  @Test
  void mixesNoLinesOfSeveralWriters() throws Exception {
    int writers = 4;
    int each = 500;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<Void>> work = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      String text = String.valueOf((char) ('a' + i)).repeat(700);
      work.add(threads.submit(writer(text, each)));
    }
    for (Future<Void> one : work) {
      one.get();
    }
    threads.shutdown();
    assertThat(lines()).hasSize(writers * each).allMatch(line -> line.matches("(.)\\1{699}"));
    assertThat(LogDirectory.files(directory()).size()).isBetween(2, LogDirectory.FILES);
  }

  private Callable<Void> writer(String text, int lines) {
    return () -> {
      try (LogDirectory log = new LogDirectory(directory(), 4 * MUCH)) {
        for (int i = 0; i < lines; i++) {
          log.append(line(text));
        }
      }
      return null;
    };
  }

  @Test
  void goesOnWhenItsFilesAreDeleted() throws IOException {
    try (LogDirectory log = new LogDirectory(directory(), MUCH)) {
      log.append(line("one"));
      Files.delete(directory().resolve("azud-000001.json"));
      Files.delete(directory());
      log.append(line("two"));
    }
    assertThat(lines()).containsExactly("two");
  }

  @Test
  void goesOnBehindALineThatWasCut() throws IOException {
    try (LogDirectory log = new LogDirectory(Path.of("/dev/full/log"), MUCH)) {
      assertThatThrownBy(() -> log.append(line("lost"))).isInstanceOf(IOException.class);
    }
    Path blocked = Files.writeString(temporary.resolve("blocked"), "a file");
    try (LogDirectory log = new LogDirectory(blocked, MUCH)) {
      assertThatThrownBy(() -> log.append(line("lost"))).isInstanceOf(IOException.class);
      Files.delete(blocked);
      log.append(line("kept"));
      assertThat(blocked.resolve("azud-000001.json")).hasContent("\nkept\n");
    }
  }

  @Test
  void goesOnInAThreadThatIsInterrupted() throws IOException {
    try (LogDirectory log = new LogDirectory(directory(), MUCH)) {
      log.append(line("one"));
      Thread.currentThread().interrupt();
      log.append(line("two"));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(lines()).containsExactly("one", "two");
  }
}
