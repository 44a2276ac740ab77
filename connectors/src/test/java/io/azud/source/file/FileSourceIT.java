// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.engine.database.PostgresDatabase;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.source.LivePlatform;
import io.azud.spi.Source;
import io.azud.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceIT extends SourceContract {

  private static final AtomicInteger PIPELINES = new AtomicInteger();
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path inbox;

  private final String pipeline = "files_" + PIPELINES.incrementAndGet();
  private int written;

  @Override
  protected Source open() {
    return open(pipeline, inbox.toString());
  }

  private static Source open(String pipeline, String path) {
    return new FileSourceFactory()
        .create(
            reading(pipeline, new io.azud.pipeline.SourceDefinition.Files(path, Format.JSON)),
            LivePlatform.get().environment());
  }

  @Override
  protected void add(List<String> values) throws IOException {
    for (int i = 0; i < values.size(); i += 5) {
      String content = String.join("\n", values.subList(i, Math.min(i + 5, values.size())));
      write("part-" + written, content);
    }
  }

  /** Writes a file that is younger than those before it. */
  private Path write(String name, String content) throws IOException {
    Path file = Files.writeString(inbox.resolve(name), content);
    return Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusSeconds(written++)));
  }

  private static long files(Source source) {
    return source.bounds().values().stream().mapToLong(Source.Bounds::end).sum();
  }

  /** All records as {@code file:row value}. */
  private static List<String> rows(Source source) {
    return read(source, whole(source)).stream()
        .sorted()
        .map(row -> row.partition() + ":" + row.offset() + " " + row.value())
        .toList();
  }

  private static AzudException failure(Runnable act) {
    return catchThrowableOfType(AzudException.class, act::run);
  }

  private void inLedger(String sql) {
    new PostgresDatabase(LivePlatform.get().environment().ledger())
        .inTransaction(
            "prepare a test",
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, pipeline);
                return statement.executeUpdate();
              }
            });
  }

  @Test
  void numbersFilesInTheOrderOfTheirTime() throws IOException {
    write("z", "first\n");
    write("a", "second\n");
    try (Source source = open()) {
      assertThat(rows(source)).containsExactly("0:0 first", "1:0 second");
      write("0", "third\nfourth\n");
      assertThat(rows(source))
          .containsExactly("0:0 first", "1:0 second", "2:0 third", "2:1 fourth");
    }
  }

  @Test
  void takesAContentOnceWhateverItsName() throws IOException {
    write("a", "same\n");
    write("b", "same\n");
    try (Source source = open()) {
      assertThat(files(source)).isEqualTo(1);
      write("c", "same\n");
      assertThat(files(source)).isEqualTo(1);
    }
    try (Source source = open()) {
      write("d", "same\n");
      assertThat(rows(source)).containsExactly("0:0 same");
    }
  }

  @Test
  void takesOtherBytesUnderAKnownNameForANewFile() throws IOException {
    write("day.json", "monday\n");
    try (Source source = open()) {
      assertThat(files(source)).isEqualTo(1);
      assertThat(read(source, List.of(new Slice(0, 0, 1)))).hasSize(1);
      write("day.json", "tuesday\n");
      assertThat(files(source)).isEqualTo(2);
      assertThat(read(source, List.of(new Slice(1, 0, 1))).get(0).value()).isEqualTo("tuesday");
      // The first content is nowhere any more.
      assertThat(failure(() -> read(source, List.of(new Slice(0, 0, 1)))).code())
          .isEqualTo(ErrorCode.SOURCE_REPLACED);
    }
  }

  @Test
  void findsAContentThatHasMoved() throws IOException {
    Path log = write("app.log", "first\n");
    try (Source source = open()) {
      assertThat(files(source)).isEqualTo(1);
      Files.move(log, inbox.resolve("app.log.1"));
      write("app.log", "second\n");
      assertThat(rows(source)).containsExactly("0:0 first", "1:0 second");
    }
    try (Source source = open()) {
      assertThat(read(source, List.of(new Slice(0, 0, 1))).get(0).value()).isEqualTo("first");
    }
  }

  @Test
  void stopsAtAFileThatWentBeforeItWasLoadedUntilItIsBack() throws IOException {
    Path file = write("a", "value\n");
    try (Source source = open()) {
      assertThat(files(source)).isEqualTo(1);
      Files.delete(file);
      assertThat(files(source)).isEqualTo(1);
      AzudException failure = failure(() -> read(source, List.of(new Slice(0, 0, 1))));
      assertThat(failure.code()).isEqualTo(ErrorCode.OFFSETS_LOST);
      assertThat(failure).hasMessageContaining(inbox.toRealPath().resolve("a").toString());
    }
    write("b", "value\n");
    try (Source source = open()) {
      assertThat(rows(source)).containsExactly("0:0 value");
    }
  }

  @Test
  void givesUpWhatIsGoneAndTakesItForNewWhenItIsBack() throws IOException {
    write("a", "lost\n");
    write("b", "kept\n");
    try (Source source = open()) {
      List<Slice> pending = whole(source);
      assertThat(source.giveUp(pending)).isEmpty();
      Files.delete(inbox.resolve("a"));
      assertThat(source.giveUp(pending)).containsExactly(new Slice(0, 0, 1));
      assertThat(source.giveUp(pending)).isEmpty();
      assertThat(rows(source)).containsExactly("1:0 kept");
      write("a", "lost\n");
      assertThat(rows(source)).containsExactly("1:0 kept", "2:0 lost");
    }
    try (Source source = open()) {
      assertThat(rows(source)).containsExactly("1:0 kept", "2:0 lost");
    }
  }

  @Test
  void doesNotReadKnownFilesAgain() throws IOException {
    Path file = write("a", "one\n");
    FileTime modified = Files.getLastModifiedTime(file);
    try (Source source = open()) {
      assertThat(files(source)).isEqualTo(1);
    }
    // Same name, same length, same time: only a hash would tell, and none is made.
    Files.writeString(file, "two\n");
    Files.setLastModifiedTime(file, modified);
    try (Source source = open()) {
      assertThat(files(source)).isEqualTo(1);
    }
  }

  @Test
  void dealsFilesOutOverTheLanes() throws IOException {
    for (int i = 0; i < 19; i++) {
      write("f" + i, "value " + i + "\n");
    }
    try (Source source = open()) {
      assertThat(source.bounds()).hasSize(Lineage.LANES);
      assertThat(source.bounds().get(2)).isEqualTo(new Source.Bounds(0, 3));
      assertThat(source.bounds().get(3)).isEqualTo(new Source.Bounds(0, 2));
      assertThat(read(source, List.of(new Slice(2, 1, 3))).stream().map(Copy::partition))
          .containsExactly(10, 18);
    }
  }

  @Test
  void pipelinesNumberTheirFilesApart() throws IOException {
    write("a", "value\n");
    try (Source one = open();
        Source other = open(pipeline + "_other", inbox.toString())) {
      assertThat(rows(one)).isEqualTo(rows(other)).hasSize(1);
      assertThat(one.identity()).isNotEqualTo(other.identity());
    }
  }

  @Test
  void instancesThatLookAtOnceAgree() throws Exception {
    for (int i = 0; i < 40; i++) {
      write("f" + i, "value " + i / 2 + "\n");
    }
    int instances = 4;
    CyclicBarrier together = new CyclicBarrier(instances);
    Callable<List<String>> look =
        () -> {
          try (Source source = open()) {
            together.await();
            return rows(source);
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(instances);
    try {
      List<List<String>> all = new ArrayList<>();
      for (Future<List<String>> one : threads.invokeAll(List.of(look, look, look, look))) {
        all.add(one.get());
      }
      assertThat(all).allSatisfy(rows -> assertThat(rows).hasSize(20).isEqualTo(all.get(0)));
      assertThat(all.get(0).get(19)).startsWith("19:0 ");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aNewRegistryIsAnotherSource() throws IOException {
    write("a", "value\n");
    String identity;
    try (Source source = open()) {
      identity = source.identity();
      assertThat(files(source)).isEqualTo(1);
    }
    inLedger("DELETE FROM azud.source_file WHERE pipeline = ?");
    try (Source source = open()) {
      assertThat(source.identity()).isEqualTo(identity);
      assertThat(failure(() -> source.reader(List.of(new Slice(0, 0, 1)))).code())
          .isEqualTo(ErrorCode.SOURCE_REPLACED);
    }
    inLedger("DELETE FROM azud.source_registry WHERE pipeline = ?");
    try (Source source = open()) {
      assertThat(source.identity()).isNotEqualTo(identity);
    }
  }

  @Test
  void saysThatThereIsNoSuchPath() {
    try (Source source = open(pipeline, inbox.resolve("none").toString())) {
      AzudException failure = failure(source::bounds);
      assertThat(failure.code()).isEqualTo(ErrorCode.FILES_UNREADABLE);
      assertThat(failure).hasMessageContaining("none");
    }
  }
}
