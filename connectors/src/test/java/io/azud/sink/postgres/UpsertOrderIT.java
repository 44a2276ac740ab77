// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.PostgresDefinition.Mode;
import io.azud.pipeline.PostgresDefinition.PartitionBy;
import io.azud.position.Slice;
import io.azud.spi.RawRecord;
import io.azud.spi.Sink;
import io.azud.spi.SliceWriter;
import io.azud.testkit.PipelineFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Row 58 of the bad-input table: one key many times, versions out of order, deletions before
 * insertions. What is left does not depend on where the slices begin.
 */
class UpsertOrderIT {
  private static final List<Column> COLUMNS =
      List.of(Column.required("id", Simple.STRING), Column.optional("n", Simple.INT));
  private static final int RECORDS = 400;
  private static final int KEYS = 40;

  private static PostgresFixture postgres;

  @BeforeAll
  static void start() {
    postgres = new PostgresFixture();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  /**
   * One record of a sequence.
   *
   * @param version {@code null} for a record without one
   */
  private record Event(String id, boolean deletes, Integer version) {}

  @ParameterizedTest(name = "#58 {0} records a slice, version: {1}")
  @CsvSource({"1, n", "7, n", "60, n", "400, n", "7, ''", "400, ''"})
  void leavesWhatOneRecordAfterTheOtherWouldLeave(int sliceLength, String version) {
    List<Event> events = events(new Random(58));
    String name = "order_" + sliceLength + "_" + version.length();
    PostgresDefinition table =
        new PostgresDefinition(
            name, Mode.UPSERT, List.of("id"), version, PartitionBy.NONE, List.of(), Duration.ZERO);
    Pipeline pipeline = PipelineFixture.into(name, COLUMNS, table);

    try (Sink sink = postgres.sink(pipeline, COLUMNS)) {
      sink.apply();
      sink.fence(1, Map.of(0, 0L));
      for (int start = 0; start < RECORDS; start += sliceLength) {
        int end = Math.min(RECORDS, start + sliceLength);
        load(sink, pipeline, new Slice(0, start, end), events.subList(start, end));
      }
    }

    Map<String, String> stored = new HashMap<>();
    postgres
        .query("SELECT id, n FROM " + name)
        .forEach(row -> stored.put((String) row.get(0), String.valueOf(row.get(1))));
    assertThat(stored).isEqualTo(model(events, !version.isEmpty()));
  }

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      boolean deletes = random.nextInt(4) == 0;
      boolean versioned = random.nextInt(6) != 0;
      events.add(
          new Event("k" + random.nextInt(KEYS), deletes, versioned ? random.nextInt(9) : null));
    }
    return events;
  }

  private static Map<String, String> model(List<Event> events, boolean versioned) {
    Map<String, String> rows = new HashMap<>();
    for (Event event : events) {
      String there = rows.get(event.id);
      boolean older =
          versioned
              && there != null
              && !there.equals("null")
              && event.version != null
              && Integer.parseInt(there) > event.version;
      if (event.deletes) {
        rows.remove(event.id);
      } else if (!older) {
        rows.put(event.id, String.valueOf(event.version));
      }
    }
    return rows;
  }

  private static void load(Sink sink, Pipeline pipeline, Slice slice, List<Event> events) {
    long deletions = events.stream().filter(Event::deletes).count();
    Batch batch = Batch.of(pipeline.name(), 1, pipeline.hash(), List.of(slice));
    try (SliceWriter writer = sink.writer(batch).open(slice, 0)) {
      long offset = slice.start();
      for (Event event : events) {
        if (event.deletes) {
          byte[] key = event.id.getBytes(StandardCharsets.UTF_8);
          writer.delete(new RawRecord(0, offset, -1, key, null, List.of(), List.of()));
        } else {
          writer.write(new Object[] {UTF8String.fromString(event.id), event.version, 0, offset});
        }
        offset++;
      }
      long rows = events.size() - deletions;
      writer.finish(new Counts(events.size(), rows, 0, 0, deletions, 0));
    }
  }
}
