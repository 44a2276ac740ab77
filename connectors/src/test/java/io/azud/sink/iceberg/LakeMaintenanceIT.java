// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.batch.Counts;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.LakeDefinition.FileFormat;
import io.azud.pipeline.Pipeline;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Maintenance;
import io.azud.spi.Maintenance.Mode;
import io.azud.spi.Maintenance.Waiting;
import io.azud.spi.Maintenance.Work;
import io.azud.spi.Sink.Recount;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import io.azud.spi.StoreCondition.LakeCondition;
import io.azud.spi.Upkeep;
import io.azud.spi.Upkeep.Compaction;
import io.azud.spi.Upkeep.Expiry;
import io.azud.spi.Upkeep.Orphans;
import io.azud.testkit.PipelineFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table is looked after, and the pipeline goes on with it. */
class LakeMaintenanceIT {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("id", Simple.LONG),
          Column.optional("name", Simple.STRING),
          Column.optional("at", Simple.TIMESTAMP));

  private static final long DAY_MICROS = 86_400_000_000L;
  private static final Duration YEAR = Duration.ofDays(365);

  private static LakeFixture lake;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    lake = new LakeFixture();
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
    lake.close();
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void writesTheSmallFilesOfAPartitionTogether(FileFormat format) {
    Pipeline pipeline = pipeline("compact", format, List.of());
    try (IcebergSink sink = open(pipeline)) {
      load(sink, pipeline, 12);
      List<Record> before = lake.rows(pipeline);
      Map<String, String> properties = lake.with(pipeline, Table::properties);
      Compaction done = (Compaction) maintain(sink, Work.COMPACT, Instant.now());
      assertThat(done.before().count()).isEqualTo(24);
      assertThat(done.rewritten().count()).isEqualTo(24);
      assertThat(done.after().count()).isEqualTo(2);
      assertThat(((LakeCondition) sink.condition().orElseThrow()).dataFiles()).isEqualTo(2);
      assertThat(lake.rows(pipeline)).containsExactlyInAnyOrderElementsOf(before);
      assertThat(lake.with(pipeline, Table::properties)).isEqualTo(properties);
      assertThat(files(pipeline)).allMatch(file -> file.format().name().equals(format.name()));
      load(sink, pipeline, 1);
      assertHolds(sink, 13);
      assertThat(maintain(sink, Work.COMPACT, Instant.now()).isNothing()).isFalse();
      assertThat(maintain(sink, Work.COMPACT, Instant.now()).isNothing()).isTrue();
    }
  }

  @Test
  void keepsTheDeclaredOrder() {
    Pipeline pipeline = pipeline("sorted", FileFormat.PARQUET, List.of("name"));
    try (IcebergSink sink = open(pipeline)) {
      load(sink, pipeline, 6);
      maintain(sink, Work.COMPACT, Instant.now());
      List<DataFile> files = files(pipeline);
      assertThat(files).hasSize(2).allMatch(file -> file.sortOrderId() == 1);
      List<String> names = new ArrayList<>();
      lake.with(pipeline, table -> names.addAll(namesOfTheFirstPartition(table)));
      assertThat(names).hasSize(6).isSorted();
      assertHolds(sink, 6);
    }
  }

  @Test
  void changesNothingInADryRun() {
    Pipeline pipeline = pipeline("dry", FileFormat.PARQUET, List.of());
    try (IcebergSink sink = open(pipeline)) {
      load(sink, pipeline, 3);
      Instant later = Instant.now().plus(YEAR);
      orphan(pipeline);
      Set<Path> before = stored();
      List<Upkeep> found = sink.maintain(order(Work.ALL, Mode.DRY_RUN, later, List.of()));
      assertThat(found).hasSize(3);
      assertThat(((Compaction) found.get(0)).rewritten().count()).isEqualTo(6);
      assertThat(((Orphans) found.get(2)).removed().count()).isEqualTo(1);
      assertThat(stored()).isEqualTo(before);
    }
  }

  @Test
  void expiresByAgeAndKeepsTheSnapshotThatMadeTheState() {
    Pipeline pipeline = pipeline("expire", FileFormat.PARQUET, List.of());
    try (IcebergSink sink = open(pipeline)) {
      load(sink, pipeline, 8);
      maintain(sink, Work.COMPACT, Instant.now());
      lake.appendForeign(pipeline, 9, 9);
      lake.appendForeign(pipeline, 9, 10);
      assertThat(maintain(sink, Work.EXPIRE, Instant.now()).isNothing()).isTrue();
      Expiry done = (Expiry) maintain(sink, Work.EXPIRE, Instant.now().plus(YEAR));
      // A take-over, eight batches, two commits of the compaction, two strangers' ones: what comes
      // before the last batch goes.
      assertThat(done.before()).isEqualTo(13);
      assertThat(done.expired()).isEqualTo(8);
      assertThat(done.files()).isPositive();
      assertThat(snapshots(pipeline)).isEqualTo(5);
      load(sink, pipeline, 1);
      assertHolds(sink, 9);
    }
    try (IcebergSink another = new IcebergSink(pipeline, COLUMNS, lake.environment())) {
      another.fence(2, Map.of(0, 0L));
      assertHolds(another, 9);
    }
  }

  @Test
  void expiresByNumberButNothingOfTheLastHour() {
    Pipeline pipeline =
        pipeline(
            "numbers",
            FileFormat.PARQUET,
            List.of(),
            new LakeDefinition.Maintenance(Duration.ofDays(5), 1, 3, Duration.ofDays(3)));
    try (IcebergSink sink = open(pipeline)) {
      load(sink, pipeline, 5);
      assertThat(maintain(sink, Work.EXPIRE, Instant.now()).isNothing()).isTrue();
      maintain(sink, Work.EXPIRE, Instant.now().plus(Duration.ofHours(2)));
      assertThat(snapshots(pipeline)).isEqualTo(3);
      assertHolds(sink, 5);
    }
  }

  @Test
  void knowsABatchAgainThatStillWaitsElsewhere() {
    Pipeline pipeline = pipeline("waits", FileFormat.PARQUET, List.of());
    try (IcebergSink sink = open(pipeline)) {
      Batch first = batch(pipeline, 0);
      List<SliceReceipt> receipts = List.of(write(sink, first));
      sink.commit(first, receipts);
      next = 1;
      load(sink, pipeline, 4);
      Maintenance all =
          order(
              Work.ALL,
              Mode.FOR_REAL,
              Instant.now().plus(YEAR),
              List.of(new Waiting(first.id(), receipts)));
      sink.maintain(all);
      assertThat(paths(receipts)).allMatch(Files::exists);
      assertThat(sink.commit(first, receipts)).isInstanceOf(CommitOutcome.AlreadyCommitted.class);
      // Only now is the state made by a snapshot that no longer has those files.
      load(sink, pipeline, 1);
      sink.maintain(order(Work.ALL, Mode.FOR_REAL, Instant.now().plus(YEAR), List.of()));
      assertThat(paths(receipts)).noneMatch(Files::exists);
      assertHolds(sink, 6);
    }
  }

  @Test
  void removesOldOrphansButNotWhatABatchWaitsWith() {
    Pipeline pipeline = pipeline("orphans", FileFormat.PARQUET, List.of());
    try (IcebergSink sink = open(pipeline)) {
      load(sink, pipeline, 2);
      Batch prepared = batch(pipeline, 2);
      List<SliceReceipt> receipts = List.of(write(sink, prepared));
      Path orphan = orphan(pipeline);
      Path elsewhere = directory(pipeline).resolve("notes").resolve("of-a-person.txt");
      create(elsewhere);
      assertThat(maintain(sink, Work.ORPHANS, Instant.now()).isNothing()).isTrue();
      assertThat(orphan).exists();
      List<Upkeep> done =
          sink.maintain(
              order(
                  Set.of(Work.ORPHANS),
                  Mode.FOR_REAL,
                  Instant.now().plus(YEAR),
                  List.of(new Waiting(prepared.id(), receipts))));
      Orphans orphans = (Orphans) done.get(0);
      assertThat(orphans.removed().count()).isEqualTo(1);
      assertThat(orphans.removed().bytes()).isEqualTo(6);
      assertThat(orphans.waiting()).isEqualTo(2);
      assertThat(orphan).doesNotExist();
      assertThat(elsewhere).exists();
      assertThat(sink.commit(prepared, receipts)).isInstanceOf(CommitOutcome.Committed.class);
      assertHolds(sink, 3);
    }
  }

  @Test
  void livesBesideAPipelineThatCommitsAllTheTime() throws Exception {
    Pipeline pipeline = pipeline("beside", FileFormat.PARQUET, List.of());
    try (IcebergSink running = open(pipeline);
        IcebergSink keeper = new IcebergSink(pipeline, COLUMNS, lake.environment())) {
      load(running, pipeline, 10);
      CompletableFuture<Void> run =
          CompletableFuture.runAsync(
              () -> {
                for (int from = 10; from < 25; from++) {
                  commit(running, pipeline, from);
                }
              });
      long rewritten = 0;
      for (int round = 0; round < 2; round++) {
        List<Upkeep> done =
            keeper.maintain(order(Work.ALL, Mode.FOR_REAL, Instant.now(), List.of()));
        rewritten += ((Compaction) done.get(0)).rewritten().count();
      }
      run.get();
      assertThat(rewritten).isPositive();
      assertHolds(running, 25);
    }
  }

  /** The next position to be loaded. */
  private long next;

  private IcebergSink open(Pipeline pipeline) {
    IcebergSink sink = new IcebergSink(pipeline, COLUMNS, lake.environment());
    sink.apply();
    sink.fence(1, Map.of(0, 0L));
    return sink;
  }

  private void load(IcebergSink sink, Pipeline pipeline, int batches) {
    for (int i = 0; i < batches; i++) {
      commit(sink, pipeline, next++);
    }
  }

  private static void commit(IcebergSink sink, Pipeline pipeline, long position) {
    Batch batch = batch(pipeline, position);
    sink.commit(batch, List.of(write(sink, batch)));
  }

  /** A batch of one position, which gives two rows' worth of partitions. */
  private static Batch batch(Pipeline pipeline, long position) {
    return Batch.of(
        pipeline.name(), 1, pipeline.hash(), List.of(new Slice(0, 2 * position, 2 * position + 2)));
  }

  /** A row for each of two days. */
  private static SliceReceipt write(IcebergSink sink, Batch batch) {
    Slice slice = batch.slices().get(0);
    try (SliceWriter writer = sink.writer(batch).open(slice, 0)) {
      for (long offset = slice.start(); offset < slice.end(); offset++) {
        String name = "name " + (char) ('z' - offset / 2 % 26);
        writer.write(
            new Object[] {offset, UTF8String.fromString(name), offset % 2 * DAY_MICROS, 0, offset});
      }
      return writer.finish(new Counts(2, 2, 0, 0, 0, 0));
    }
  }

  private static void assertHolds(IcebergSink sink, long batches) {
    assertThat(sink.watermarks()).isEqualTo(Map.of(0, 2 * batches));
    assertThat(sink.recount(Lineage.RECORD).get(0))
        .isEqualTo(new Recount(2 * batches, 2 * batches, 0));
  }

  private static Upkeep maintain(IcebergSink sink, Work work, Instant now) {
    return sink.maintain(order(Set.of(work), Mode.FOR_REAL, now, List.of())).get(0);
  }

  private static Maintenance order(Set<Work> work, Mode mode, Instant now, List<Waiting> waiting) {
    return new Maintenance(work, mode, now, waiting, words -> {});
  }

  private static List<DataFile> files(Pipeline pipeline) {
    return lake.with(pipeline, LakeMaintenanceIT::filesOf);
  }

  private static List<DataFile> filesOf(Table table) {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      tasks.forEach(task -> files.add(task.file()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return files;
  }

  private static List<String> namesOfTheFirstPartition(Table table) {
    List<String> names = new ArrayList<>();
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table)
            .where(Expressions.lessThan("at", "1970-01-02T00:00:00+00:00"))
            .build()) {
      rows.forEach(row -> names.add((String) row.getField("name")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return names;
  }

  private static long snapshots(Pipeline pipeline) {
    return lake.with(
        pipeline, table -> LakeTable.operations(table).current().snapshots().size() + 0L);
  }

  private static List<Path> paths(List<SliceReceipt> receipts) {
    return receipts.stream()
        .flatMap(receipt -> receipt.files().stream())
        .map(text -> StoredFile.fromJson(text).path())
        .map(path -> Path.of(path.replaceFirst("^file:/+", "/")))
        .toList();
  }

  private static Path directory(Pipeline pipeline) {
    return Path.of(lake.with(pipeline, Table::location).replaceFirst("^file:/+", "/"));
  }

  /** A file that a killed pass has left. */
  private static Path orphan(Pipeline pipeline) {
    return create(directory(pipeline).resolve("data").resolve("killed.parquet"));
  }

  private static Path create(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, "orphan");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<Path> stored() {
    try (var files = Files.walk(lake.warehouse())) {
      return Set.copyOf(files.toList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Pipeline pipeline(String name, FileFormat format, List<String> sortBy) {
    return pipeline(
        name,
        format,
        sortBy,
        new LakeDefinition.Maintenance(Duration.ofDays(5), 1, 1_000, Duration.ofDays(3)));
  }

  private static Pipeline pipeline(
      String name, FileFormat format, List<String> sortBy, LakeDefinition.Maintenance maintenance) {
    String table = name + "_" + format.name().toLowerCase(Locale.ROOT);
    return PipelineFixture.into(
        table,
        COLUMNS,
        new LakeDefinition(table, format, List.of("day(at)"), sortBy, Duration.ZERO, maintenance));
  }
}
