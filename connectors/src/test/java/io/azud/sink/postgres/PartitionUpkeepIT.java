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
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Maintenance;
import io.azud.spi.Maintenance.Work;
import io.azud.spi.Sink;
import io.azud.spi.Sink.Recount;
import io.azud.spi.SliceWriter;
import io.azud.spi.Upkeep.Partitions;
import io.azud.spi.Upkeep.Partitions.Left;
import io.azud.testkit.PipelineFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Time passes, and partitions follow. */
class PartitionUpkeepIT {
  private static final Slice SLICE = new Slice(0, 0, 5);

  private static PostgresFixture postgres;

  @BeforeAll
  static void start() {
    postgres = new PostgresFixture();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void bringsStraysIntoTheirPartitionsOnceTheyMayExist() {
    Pipeline pipeline = pipeline("strays", Simple.TIMESTAMP, 0);
    try (Sink sink = loaded(pipeline, Simple.TIMESTAMP)) {
      assertThat(inDefault("strays")).isEqualTo(3L);
      Partitions dry = partitions(sink, "2026-09-15", Maintenance.Mode.DRY_RUN);
      assertThat(inDefault("strays")).isEqualTo(3L);
      Partitions done = partitions(sink, "2026-09-15", Maintenance.Mode.FOR_REAL);
      assertThat(dry).isEqualTo(done);
      assertThat(done.made()).containsExactly("strays_p202610", "strays_p202609");
      assertThat(done.moved()).isEqualTo(1);
      assertThat(done.left())
          .containsExactly(
              new Left(1, "without a time"), new Left(1, "further ahead than partitions are made"));
      assertThat(postgres.query("SELECT azud_offset FROM strays_p202610"))
          .containsExactly(List.of(2L));
      assertThat(
              postgres.query(
                  "SELECT reltuples::int FROM pg_class WHERE relname = 'strays_p202610'"))
          .containsExactly(List.of(1));
      assertThat(sink.recount(Lineage.RECORD)).isEqualTo(Map.of(0, new Recount(5, 5, 0)));
      assertThat(partitions(sink, "2026-09-15", Maintenance.Mode.FOR_REAL).isNothing()).isTrue();
    }
  }

  @Test
  void detachesWhatRetentionHasPassed() {
    Pipeline pipeline = pipeline("kept", Simple.DATE, 2);
    try (Sink sink = loaded(pipeline, Simple.DATE)) {
      Partitions done = partitions(sink, "2026-09-15", Maintenance.Mode.FOR_REAL);
      assertThat(done.detached()).containsExactly("kept_p202606");
      assertThat(done.left()).hasSize(2);
      assertThat(postgres.query("SELECT count(*) FROM kept_p202606")).containsExactly(List.of(1L));
      assertThat(postgres.query("SELECT count(*) FROM kept")).containsExactly(List.of(4L));
    }
  }

  @Test
  void givesUpForThisTimeWhatOthersHold() {
    Pipeline pipeline = pipeline("held", Simple.TIMESTAMP, 0);
    try (Sink sink = loaded(pipeline, Simple.TIMESTAMP)) {
      postgres.whileLocked(
          "LOCK TABLE held_default IN ROW EXCLUSIVE MODE",
          () -> {
            Partitions done = partitions(sink, "2026-07-15", Maintenance.Mode.FOR_REAL);
            assertThat(done.made()).isEmpty();
            assertThat(done.busy()).hasSize(1).allMatch(busy -> busy.contains("held_p202608"));
            assertThat(done.isNothing()).isFalse();
          });
      assertThat(partitions(sink, "2026-07-15", Maintenance.Mode.FOR_REAL).made())
          .containsExactly("held_p202608");
    }
  }

  @Test
  void hasNothingToDoForATableThatIsNotThereYet() {
    Pipeline pipeline = pipeline("absent", Simple.TIMESTAMP, 0);
    try (Sink sink = postgres.sink(pipeline, columns(Simple.TIMESTAMP))) {
      assertThat(sink.maintain(order("2026-07-15", Maintenance.Mode.FOR_REAL))).isEmpty();
    }
  }

  /** Rows of now, next month, in four months, in four years, and of no time; today is in June. */
  private static Sink loaded(Pipeline pipeline, Simple type) {
    Sink sink = postgres.sink(pipeline, columns(type));
    sink.apply();
    sink.fence(1, Map.of(0, 0L));
    Batch batch = Batch.of(pipeline.name(), 1, pipeline.hash(), List.of(SLICE));
    try (SliceWriter writer = sink.writer(batch).open(SLICE, 0)) {
      writer.write(new Object[] {at("2026-06-20", type), 0, 0L});
      writer.write(new Object[] {at("2026-07-20", type), 0, 1L});
      writer.write(new Object[] {at("2026-10-20", type), 0, 2L});
      writer.write(new Object[] {at("2030-10-20", type), 0, 3L});
      writer.write(new Object[] {null, 0, 4L});
      sink.commit(batch, List.of(writer.finish(new Counts(5, 5, 0, 0, 0, 0))));
    }
    return sink;
  }

  private static Object at(String day, Simple type) {
    long epochDay = java.time.LocalDate.parse(day).toEpochDay();
    return type == Simple.DATE ? (Object) (int) epochDay : (Object) (epochDay * 86_400_000_000L);
  }

  private static Partitions partitions(Sink sink, String today, Maintenance.Mode mode) {
    return (Partitions) sink.maintain(order(today, mode)).get(0);
  }

  private static Maintenance order(String today, Maintenance.Mode mode) {
    return new Maintenance(
        Set.of(Work.PARTITIONS, Work.COMPACT),
        mode,
        Instant.parse(today + "T12:00:00Z"),
        List.of(),
        words -> {});
  }

  private static Object inDefault(String table) {
    return postgres.query("SELECT count(*) FROM " + table + "_default").get(0).get(0);
  }

  private static List<Column> columns(Simple type) {
    return List.of(Column.optional("at", type));
  }

  private static Pipeline pipeline(String name, Simple type, int keep) {
    return PipelineFixture.into(
        name,
        columns(type),
        new PostgresDefinition(
            name,
            Mode.APPEND,
            List.of(),
            "",
            new PartitionBy("at", PartitionBy.Period.MONTH, 1, keep),
            List.of(),
            Duration.ZERO));
  }
}
