// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.engine.database.PostgresDatabase;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.PostgresDefinition.Mode;
import io.azud.pipeline.PostgresDefinition.PartitionBy;
import io.azud.position.Slice;
import io.azud.spi.Sink;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import io.azud.testkit.PipelineFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.unsafe.types.UTF8String;

/** A pipeline with a table of its own and one slice to write, for tests of transactions. */
final class PostgresScene {
  /** About six megabytes: no buffer on the way holds them. */
  static final Slice SLICE = new Slice(0, 0, 30_000);

  private static final UTF8String TEXT = UTF8String.fromString("drop".repeat(50));
  private static final List<Column> COLUMNS =
      List.of(Column.required("id", Simple.LONG), Column.optional("text", Simple.STRING));
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final PostgresFixture postgres;
  private final Pipeline pipeline;

  PostgresScene(PostgresFixture postgres, Mode mode) {
    String name = "scene_" + NAMES.incrementAndGet();
    this.postgres = postgres;
    this.pipeline =
        PipelineFixture.into(
            name,
            COLUMNS,
            new PostgresDefinition(
                name,
                mode,
                mode == Mode.UPSERT ? List.of("id") : List.of(),
                "",
                PartitionBy.NONE,
                List.of(),
                Duration.ZERO));
    try (Sink sink = sink(postgres.database())) {
      sink.apply();
      sink.fence(1, Map.of(0, 0L));
    }
  }

  String name() {
    return pipeline.name();
  }

  Sink sink(PostgresDatabase database) {
    TargetTable table = TargetTable.of(pipeline.postgres().get(0), COLUMNS);
    return new PostgresSink(pipeline.name(), table, database, PostgresFixture.NOW);
  }

  SliceWriter writer(PostgresDatabase database) {
    return sink(database)
        .writer(Batch.of(pipeline.name(), 1, pipeline.hash(), List.of(SLICE)))
        .open(SLICE, 0);
  }

  /** Writes the slice, with something done after half of its rows. */
  SliceReceipt write(PostgresDatabase database, Runnable midway) {
    try (SliceWriter writer = writer(database)) {
      long half = SLICE.length() / 2;
      writeRows(writer, 0, half);
      midway.run();
      writeRows(writer, half, SLICE.length());
      return writer.finish(new Counts(SLICE.length(), SLICE.length(), 0, 0, 0, 0));
    }
  }

  static void writeRows(SliceWriter writer, long from, long to) {
    for (long offset = from; offset < to; offset++) {
      writer.write(new Object[] {offset, TEXT, 0, offset});
    }
  }

  /** Rows, different rows and watermark. */
  List<Object> stored() {
    return postgres
        .query(
            "SELECT count(*), count(DISTINCT azud_offset), (SELECT next_offset FROM azud.watermark"
                + " WHERE pipeline = '"
                + name()
                + "') FROM "
                + name())
        .get(0);
  }

  static List<Object> nothing() {
    return List.of(0L, 0L, 0L);
  }

  static List<Object> everything() {
    return List.of(SLICE.length(), SLICE.length(), SLICE.length());
  }
}
