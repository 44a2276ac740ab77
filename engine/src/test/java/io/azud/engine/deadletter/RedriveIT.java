// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.engine.OpenPipeline;
import io.azud.engine.deadletter.RedriveOptions.Mode;
import io.azud.engine.memory.MemoryDecoder;
import io.azud.engine.memory.MemorySource;
import io.azud.engine.memory.MemoryStore;
import io.azud.engine.run.PipelineRun;
import io.azud.engine.run.RunListener;
import io.azud.engine.run.RunOptions;
import io.azud.engine.run.StopSignal;
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
import io.azud.pipeline.Pipeline.UnknownFields;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.SourceDefinition;
import io.azud.pipeline.Transform;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Redriving with a real ledger, between a source and sinks in memory whose every act may fail
 * before or after it took effect, as it does when the process is killed there.
 */
class RedriveIT {
  private static final String TOPIC = "500_230";

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
  void bringsWhatPassesNowIntoEverySinkOnce() throws Exception {
    String name = "redrive_redriven";
    ingest(strict(name));
    long rejected = count(MemorySource::isBad);
    long hopeless = count(MemoryDecoder::isHopeless);

    try (OpenPipeline open = new OpenPipeline(lenient(name), environment)) {
      RedriveReport dry = redrive(open, Mode.DRY_RUN);
      assertThat(dry.recovered()).isEqualTo(rejected - hopeless);
      assertThat(dry.stillRejectedBy()).isEqualTo(Map.of("decode.bad", hopeless));
      assertHolds(open, offset -> !MemorySource.isBad(offset), rejected);

      RedriveReport report = redrive(open, Mode.FOR_REAL);
      assertThat(report.recovered()).isEqualTo(rejected - hopeless);
      assertThat(report.rejected()).isEqualTo(hopeless);
      assertHolds(open, offset -> !MemoryDecoder.isHopeless(offset), hopeless);
      assertThat(audited(open)).containsExactly("tester deadletter.redrive");

      assertThat(redrive(open, Mode.FOR_REAL).recovered()).isZero();
      assertHolds(open, offset -> !MemoryDecoder.isHopeless(offset), hopeless);
    }
  }

  @Test
  void leavesOutWhatWasTriedInVainTooOften() {
    String name = "redrive_in_vain";
    ingest(strict(name));
    long rejected = count(MemorySource::isBad);
    try (OpenPipeline open = new OpenPipeline(strict(name), environment)) {
      for (int tries = 0; tries < RedriveOptions.DEFAULT_TRIES; tries++) {
        assertThat(redrive(open, Mode.FOR_REAL).rejected()).isEqualTo(rejected);
      }
      RedriveReport report = redrive(open, Mode.FOR_REAL);
      assertThat(report.examined()).isZero();
      assertThat(report.waiting()).isEqualTo(rejected);
      assertThat(letters(open)).allMatch(letter -> letter.tries() == 3);
      assertThat(letters(open)).allMatch(letter -> letter.reason().contains("seventh"));
    }
  }

  @Test
  void takesOnlyWhatTheFilterNames() {
    String name = "redrive_some";
    ingest(strict(name));
    try (OpenPipeline open = new OpenPipeline(lenient(name), environment)) {
      RedriveReport report =
          new Redrive(open)
              .run(
                  new RedriveOptions(
                      new DeadLetterFilter("", "", 1, 10, 40, 2), Mode.FOR_REAL, 3, "tester"));
      assertThat(report.recovered()).isEqualTo(2);
      assertThat(MemoryStore.rows(name, "lake")).contains("1:10", "1:17").doesNotContain("1:24");
      assertBalanced(open);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void losesAndDoublesNothingWhenItIsCutOffAnywhere(long seed) {
    String name = "redrive_cut_" + seed;
    ingest(strict(name));
    MemoryStore.suffer(name, "lake", seed, 3);
    MemoryStore.suffer(name, "postgres", seed * 31, 3);
    long hopeless = count(MemoryDecoder::isHopeless);
    try (OpenPipeline open = new OpenPipeline(lenient(name), environment)) {
      for (int tries = 0; tries < 40; tries++) {
        try {
          redrive(open, Mode.FOR_REAL);
        } catch (AzudException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.TRY_AGAIN);
        }
      }
      MemoryStore.suffer(name, "lake", seed, Integer.MAX_VALUE);
      MemoryStore.suffer(name, "postgres", seed, Integer.MAX_VALUE);
      redrive(open, Mode.FOR_REAL);
      assertHolds(open, offset -> !MemoryDecoder.isHopeless(offset), hopeless);
    }
  }

  @Test
  void leavesWhatASinkHasNotPassedYetToThatSinksOwnPass() {
    String name = "redrive_behind";
    Pipeline both = lenient(name);
    ingest(with(strict(name), List.of()));
    try (OpenPipeline open = new OpenPipeline(both, environment)) {
      assertThat(redrive(open, Mode.FOR_REAL).examined()).isZero();
      assertThat(MemoryStore.rows(name, "postgres")).isEmpty();
    }
  }

  @Test
  void doesNotGiveASinkThatCameLaterWhatItsOwnPassGaveIt() {
    String name = "redrive_later";
    ingest(with(strict(name), List.of()));
    try (OpenPipeline open = new OpenPipeline(with(lenient(name), List.of()), environment)) {
      redrive(open, Mode.FOR_REAL);
    }
    ingest(lenient(name));
    try (OpenPipeline open = new OpenPipeline(lenient(name), environment)) {
      redrive(open, Mode.FOR_REAL);
      List<String> expected = positions(offset -> !MemoryDecoder.isHopeless(offset));
      assertThat(MemoryStore.rows(name, "lake")).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(MemoryStore.rows(name, "postgres")).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void goesOnUnderANewerInstanceOfThePipeline() {
    String name = "redrive_newer";
    ingest(strict(name));
    try (OpenPipeline open = new OpenPipeline(lenient(name), environment)) {
      open.ledger().takeOver(open.pipeline(), "memory", open.source().lineage(), "newer");
      redrive(open, Mode.FOR_REAL);
      assertHolds(
          open, offset -> !MemoryDecoder.isHopeless(offset), count(MemoryDecoder::isHopeless));
    }
  }

  @Test
  void doesNotFinishAnInterruptedRedriveUnderAnotherDefinition() {
    String name = "redrive_changed";
    ingest(strict(name));
    MemoryStore.suffer(name, "postgres", 1, 1);
    try (OpenPipeline open = new OpenPipeline(lenient(name), environment)) {
      // Planned: its lake may be done, and its other sink has nothing.
      journalOf(open);
    }
    MemoryStore.suffer(name, "postgres", 1, Integer.MAX_VALUE);
    try (OpenPipeline open = new OpenPipeline(strict(name), environment)) {
      AzudException e =
          catchThrowableOfType(AzudException.class, () -> redrive(open, Mode.FOR_REAL));
      assertThat(e.code()).isEqualTo(ErrorCode.INCOMPATIBLE_CHANGE);
    }
    try (OpenPipeline open = new OpenPipeline(lenient(name), environment)) {
      redrive(open, Mode.FOR_REAL);
      assertHolds(
          open, offset -> !MemoryDecoder.isHopeless(offset), count(MemoryDecoder::isHopeless));
    }
  }

  /** Begins a journal entry as a redrive does that is killed right afterwards. */
  private static void journalOf(OpenPipeline open) {
    List<RedriveEntry.Settled> settled =
        letters(open).stream()
            .filter(letter -> !MemoryDecoder.isHopeless(letter.offset()))
            .map(letter -> new RedriveEntry.Settled(letter, false))
            .toList();
    new RedriveJournal(open.ledgerDatabase(), open.pipeline().name())
        .begin(open.sinkNames(), open.pipeline().hash(), settled, "tester");
  }

  private static void ingest(Pipeline pipeline) {
    try (OpenPipeline open = new OpenPipeline(pipeline, environment)) {
      new PipelineRun(
              open, RunOptions.UNTIL_END, new RunListener() {}, new StopSignal(), Clock.systemUTC())
          .run();
    }
  }

  private static RedriveReport redrive(OpenPipeline open, Mode mode) {
    return new Redrive(open)
        .run(new RedriveOptions(DeadLetterFilter.first(10_000), mode, 3, "tester"));
  }

  private static List<DeadLetter> letters(OpenPipeline open) {
    return new DeadLetters(open.ledgerDatabase(), open.pipeline().name())
        .list(DeadLetterFilter.first(10_000));
  }

  private static void assertHolds(OpenPipeline open, LongPredicate rows, long waiting) {
    String name = open.pipeline().name();
    assertThat(MemoryStore.rows(name, "lake")).containsExactlyInAnyOrderElementsOf(positions(rows));
    assertThat(MemoryStore.rows(name, "postgres"))
        .containsExactlyInAnyOrderElementsOf(positions(rows));
    assertThat(letters(open)).hasSize((int) waiting);
    assertBalanced(open);
  }

  private static void assertBalanced(OpenPipeline open) {
    VerifyReport report = new Verification(open).run();
    assertThat(report.balanced()).as(report.toString()).isTrue();
  }

  private static List<String> audited(OpenPipeline open) throws SQLException {
    try (Connection connection = open.ledgerDatabase().open();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT actor || ' ' || action FROM azud.audit WHERE pipeline = ? ORDER BY id")) {
      select.setString(1, open.pipeline().name());
      List<String> acts = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          acts.add(row.getString(1));
        }
      }
      return acts;
    }
  }

  private static long count(LongPredicate which) {
    return positions(which).size();
  }

  private static List<String> positions(LongPredicate which) {
    String[] ends = TOPIC.split("_", -1);
    List<String> positions = new ArrayList<>();
    for (int partition = 0; partition < ends.length; partition++) {
      String prefix = partition + ":";
      LongStream.range(0, Long.parseLong(ends[partition]))
          .filter(which)
          .forEach(offset -> positions.add(prefix + offset));
    }
    return positions;
  }

  private static Pipeline strict(String name) {
    return pipeline(name, UnknownFields.REJECT, "strict");
  }

  /** Takes bad records too. */
  private static Pipeline lenient(String name) {
    return pipeline(name, UnknownFields.IGNORE, "lenient");
  }

  private static Pipeline pipeline(String name, UnknownFields unknownFields, String hash) {
    return new Pipeline(
        name,
        new SourceDefinition.KafkaTopic(TOPIC, SourceDefinition.Format.JSON, 0, 0, Map.of()),
        List.of(Column.required("n", DataType.Simple.LONG)),
        unknownFields,
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
        hash);
  }

  private static Pipeline with(Pipeline p, List<PostgresDefinition> postgres) {
    return new Pipeline(
        p.name(),
        p.source(),
        p.columns(),
        p.unknownFields(),
        p.checks(),
        p.transform(),
        p.lake(),
        postgres,
        p.deadLetters(),
        p.schedule(),
        p.objectives(),
        p.hash());
  }
}
