// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.engine.OpenPipeline;
import io.azud.engine.deadletter.DeadLetterFilter;
import io.azud.engine.deadletter.DeadLetters;
import io.azud.engine.memory.MemorySource;
import io.azud.engine.memory.MemoryStore;
import io.azud.engine.pass.PassReport;
import io.azud.engine.verify.Verification;
import io.azud.engine.verify.VerifyReport;
import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Check;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.SourceDefinition;
import io.azud.pipeline.Transform;
import io.azud.position.Slice;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine with a real ledger and real Spark, between a source and sinks in memory that fail on
 * demand.
 */
class PipelineRunIT {
  private static EmbeddedPostgres postgres;
  private static Environment environment;

  @BeforeAll
  static void startLedger() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    Environment.Database database =
        new Environment.Database(
            "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
            "postgres",
            Secret.of("postgres"));
    environment =
        new Environment(
            "test",
            Environment.Kafka.NONE,
            new Environment.Spark("local[2]", Map.of()),
            database,
            database,
            new Environment.Store("", "us-east-1", "", Secret.NONE, true),
            new Environment.Catalog(
                "jdbc", "azud", "", "", Secret.NONE, "file:/none", "azud", Map.of()),
            "");
  }

  @AfterAll
  static void stopLedger() throws Exception {
    postgres.close();
  }

  @Test
  void putsEveryRecordIntoEverySinkOrTheDeadLetters() {
    Pipeline pipeline = pipeline("plain", "100_250");
    try (OpenPipeline open = new OpenPipeline(pipeline, environment)) {
      RunReport report = run(open, 1_000);

      assertThat(report.counts().read()).isEqualTo(350);
      assertHoldsEverythingOnce(open, "100_250");
      assertThat(run(open, 1_000).passes()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void losesAndDoublesNothingWhenActsAndRepliesFail(long seed) {
    String topic = "301_77_150";
    Pipeline pipeline = pipeline("faults_" + seed, topic);
    MemoryStore.suffer(pipeline.name(), "lake", seed, 12);
    MemoryStore.suffer(pipeline.name(), "postgres", seed * 31, 15);
    try (OpenPipeline open = new OpenPipeline(pipeline, environment)) {
      for (int start = 0; start < 60 && !isComplete(pipeline, topic); start++) {
        try {
          run(open, 40);
        } catch (AzudException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.TRY_AGAIN);
        }
      }
      MemoryStore.suffer(pipeline.name(), "lake", seed, Integer.MAX_VALUE);
      MemoryStore.suffer(pipeline.name(), "postgres", seed, Integer.MAX_VALUE);
      run(open, 40);
      assertHoldsEverythingOnce(open, topic);
    }
  }

  @Test
  void letsASinkThatIsAddedLaterCatchUpAlone() {
    Pipeline first = pipeline("later", "90_30");
    Pipeline lakeOnly = with(first, first.lake(), List.of());
    try (OpenPipeline open = new OpenPipeline(lakeOnly, environment)) {
      run(open, 1_000);
    }
    try (OpenPipeline open = new OpenPipeline(first, environment)) {
      List<PassReport> passes = new ArrayList<>();
      run(open, 1_000, listenTo(passes));

      assertThat(passes).hasSize(1);
      assertThat(passes.get(0).outcomes()).containsOnlyKeys("postgres");
      assertHoldsEverythingOnce(open, "90_30");
    }
  }

  @Test
  void fencesTheOlderInstance() {
    Pipeline pipeline = pipeline("fenced", "10");
    try (OpenPipeline open = new OpenPipeline(pipeline, environment)) {
      RunListener takeOver =
          new RunListener() {
            @Override
            public void passStarted(long records, long pending) {
              open.ledger().takeOver(pipeline, "memory", open.source().lineage(), "somebody else");
            }
          };
      AzudException e = catchThrowableOfType(AzudException.class, () -> run(open, 1_000, takeOver));

      assertThat(e.code()).isEqualTo(ErrorCode.FENCED);
      assertThat(MemoryStore.rows("fenced", "lake")).isEmpty();
      assertThat(MemoryStore.rows("fenced", "postgres")).isEmpty();
    }
  }

  @Test
  void stopsWhenTheSourceIsAnother() {
    Pipeline pipeline = pipeline("replaced", "10");
    try (OpenPipeline open = new OpenPipeline(pipeline, environment)) {
      run(open, 1_000);
      AzudException e =
          catchThrowableOfType(
              AzudException.class,
              () -> open.ledger().takeOver(pipeline, "another", open.source().lineage(), "test"));
      assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_REPLACED);
    }
  }

  @Test
  void writesNothingOfASliceWithTooManyDeadLetters() {
    Pipeline pipeline = withLimit(pipeline("limit", "700"), 0.05);
    try (OpenPipeline open = new OpenPipeline(pipeline, environment)) {
      AzudException e = catchThrowableOfType(AzudException.class, () -> run(open, 1_000));

      assertThat(e.code()).isEqualTo(ErrorCode.DEAD_LETTERS_OVER_LIMIT);
      assertThat(e).hasMessageContaining("100 of 700");
      assertThat(MemoryStore.rows("limit", "postgres")).isEmpty();
      assertThat(
              new DeadLetters(open.ledgerDatabase(), "limit").list(DeadLetterFilter.first(1_000)))
          .hasSize(100);
    }
    Pipeline tolerant = withLimit(pipeline, 0.2);
    try (OpenPipeline open = new OpenPipeline(tolerant, environment)) {
      run(open, 1_000);
      assertHoldsEverythingOnce(open, "700");
    }
  }

  @Test
  void goesOnWithoutWhatIsLostOnlyWhenItIsTold() throws Exception {
    Pipeline pipeline = pipeline("lost", "61_23");
    MemorySource.lose("61_23", new Slice(0, 14, 21));
    try (OpenPipeline open = new OpenPipeline(pipeline, environment)) {
      AzudException e = catchThrowableOfType(AzudException.class, () -> run(open, 1_000));
      assertThat(e.code()).isEqualTo(ErrorCode.OFFSETS_LOST);

      run(open, 1_000, RunOptions.Loss.ACCEPT, new RunListener() {});
      List<String> rest = new ArrayList<>(expected("61_23"));
      LongStream.range(14, 21).forEach(offset -> rest.remove("0:" + offset));
      assertThat(MemoryStore.rows("lost", "lake")).containsExactlyInAnyOrderElementsOf(rest);
      assertThat(MemoryStore.rows("lost", "postgres")).containsExactlyInAnyOrderElementsOf(rest);
      assertThat(losses(open)).containsExactly("lake 0[14,21)", "postgres 0[14,21)");
      VerifyReport report = new Verification(open).run();
      assertThat(report.balanced()).as(report.toString()).isTrue();
    }
  }

  private static List<String> losses(OpenPipeline open) throws SQLException {
    List<String> losses = new ArrayList<>();
    try (Connection connection = open.ledgerDatabase().open();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT sink, partition, start_offset, end_offset FROM azud.loss"
                    + " WHERE pipeline = ? ORDER BY sink")) {
      select.setString(1, open.pipeline().name());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Slice slice = new Slice(row.getInt(2), row.getLong(3), row.getLong(4));
          losses.add(row.getString(1) + " " + slice);
        }
      }
    }
    return losses;
  }

  private static RunReport run(OpenPipeline open, long recordsAPartition) {
    return run(open, recordsAPartition, new RunListener() {});
  }

  private static RunReport run(OpenPipeline open, long recordsAPartition, RunListener listener) {
    return run(open, recordsAPartition, RunOptions.Loss.STOP, listener);
  }

  private static RunReport run(
      OpenPipeline open, long recordsAPartition, RunOptions.Loss loss, RunListener listener) {
    RunOptions options =
        new RunOptions(RunOptions.Ending.AT_THE_SOURCES_END, loss, recordsAPartition);
    FakeTime time = new FakeTime();
    return new PipelineRun(open, options, listener, time.signal(), time).run();
  }

  private static RunListener listenTo(List<PassReport> passes) {
    return new RunListener() {
      @Override
      public void passEnded(PassReport report) {
        passes.add(report);
      }
    };
  }

  private static boolean isComplete(Pipeline pipeline, String topic) {
    return MemoryStore.rows(pipeline.name(), "lake").size() == expected(topic).size()
        && MemoryStore.rows(pipeline.name(), "postgres").size() == expected(topic).size();
  }

  private static void assertHoldsEverythingOnce(OpenPipeline open, String topic) {
    String name = open.pipeline().name();
    assertThat(MemoryStore.rows(name, "lake")).containsExactlyInAnyOrderElementsOf(expected(topic));
    assertThat(MemoryStore.rows(name, "postgres"))
        .containsExactlyInAnyOrderElementsOf(expected(topic));
    List<String> letters =
        new DeadLetters(open.ledgerDatabase(), name)
            .list(DeadLetterFilter.first(10_000)).stream()
                .map(letter -> letter.partition() + ":" + letter.offset())
                .toList();
    assertThat(letters).containsExactlyInAnyOrderElementsOf(positions(topic, true));
    VerifyReport report = new Verification(open).run();
    assertThat(report.balanced()).as(report.toString()).isTrue();
  }

  private static List<String> expected(String topic) {
    return positions(topic, false);
  }

  private static List<String> positions(String topic, boolean bad) {
    String[] ends = topic.split("_", -1);
    return IntStream.range(0, ends.length)
        .boxed()
        .flatMap(
            partition ->
                LongStream.range(0, Long.parseLong(ends[partition]))
                    .filter(offset -> MemorySource.isBad(offset) == bad)
                    .mapToObj(offset -> partition + ":" + offset))
        .collect(Collectors.toList());
  }

  private static Pipeline pipeline(String name, String topic) {
    return new Pipeline(
        name,
        new SourceDefinition.KafkaTopic(topic, SourceDefinition.Format.JSON, 0, 0, Map.of()),
        List.of(Column.required("n", DataType.Simple.LONG)),
        Pipeline.UnknownFields.REJECT,
        List.of(new Check("not_negative", "n >= 0", Check.OnFail.REJECT)),
        new Transform(List.of("*", "n % 2 = 0 AS even"), "", List.of()),
        List.of(
            new LakeDefinition(
                "t", LakeDefinition.FileFormat.PARQUET, List.of(), List.of(), Duration.ZERO)),
        List.of(
            new PostgresDefinition(
                "t",
                PostgresDefinition.Mode.APPEND,
                List.of(),
                "",
                PostgresDefinition.PartitionBy.NONE,
                List.of(),
                Duration.ZERO)),
        Pipeline.DeadLetters.UNLIMITED,
        Pipeline.Schedule.DEFAULT,
        Pipeline.Objectives.NONE,
        "hash");
  }

  private static Pipeline with(
      Pipeline p, List<LakeDefinition> lake, List<PostgresDefinition> postgres) {
    return new Pipeline(
        p.name(),
        p.source(),
        p.columns(),
        p.unknownFields(),
        p.checks(),
        p.transform(),
        lake,
        postgres,
        p.deadLetters(),
        p.schedule(),
        p.objectives(),
        p.hash());
  }

  private static Pipeline withLimit(Pipeline p, double maxRatio) {
    return new Pipeline(
        p.name(),
        p.source(),
        p.columns(),
        p.unknownFields(),
        p.checks(),
        p.transform(),
        p.lake(),
        p.postgres(),
        new Pipeline.DeadLetters(maxRatio),
        p.schedule(),
        p.objectives(),
        p.hash());
  }
}
