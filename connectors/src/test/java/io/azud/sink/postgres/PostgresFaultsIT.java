// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.batch.Counts;
import io.azud.engine.database.PostgresDatabase;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.PostgresDefinition.Mode;
import io.azud.spi.SliceWriter;
import io.azud.testkit.FaultProxy;
import io.azud.testkit.FaultProxy.Held;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection or the server fails at every step of a slice's transaction: all of the slice is
 * stored or nothing, the failure is one that can be tried again, and the next try ends it.
 */
class PostgresFaultsIT {
  /** The statement, not the clause of another one. */
  private static final String COMMIT = "COMMIT\0";

  private static final String BACKENDS =
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'azud'";

  private static PostgresFixture postgres;

  private FaultProxy proxy;

  @BeforeAll
  static void startServer() {
    postgres = new PostgresFixture();
  }

  @AfterAll
  static void stopServer() {
    postgres.close();
  }

  @BeforeEach
  void openProxy() {
    proxy = new FaultProxy(postgres.port());
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  @ParameterizedTest
  @EnumSource
  void findsItsCommitWhenTheReplyIsLost(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    scene.write(behindProxy(), () -> proxy.loseTheNextReply(COMMIT, () -> {}));
    assertThat(scene.stored()).isEqualTo(PostgresScene.everything());
    scene.write(behindProxy(), () -> {});
    assertThat(scene.stored()).as("after another try").isEqualTo(PostgresScene.everything());
  }

  @ParameterizedTest
  @EnumSource
  void storesNothingWhenTheCommitIsLost(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    requireNothing(scene, failure(scene, behindProxy(), () -> proxy.loseTheNextRequest(COMMIT)));
  }

  @ParameterizedTest
  @EnumSource
  void doesNotBelieveALostCommitUntilTheServerCanBeAsked(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    AzudException e =
        failure(scene, behindProxy(), () -> proxy.loseTheNextReply(COMMIT, proxy::cut));
    assertThat(e.code().retryable()).as(e.getMessage()).isTrue();
    scene.write(postgres.database(), () -> {});
    assertThat(scene.stored()).isEqualTo(PostgresScene.everything());
  }

  @ParameterizedTest
  @EnumSource
  void storesNothingWhenTheConnectionBreaksDuringTheCopy(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    requireNothing(scene, failure(scene, behindProxy(), proxy::reset));
  }

  @ParameterizedTest
  @EnumSource
  void givesUpAServerThatSwallowsEverything(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    PostgresDatabase impatient = behindProxy().withSilence(Duration.ofSeconds(2));
    AzudException e = failure(scene, impatient, proxy::freeze);
    proxy.reset();
    proxy.mend();
    requireNothing(scene, e);
  }

  @ParameterizedTest
  @EnumSource
  void givesUpAServerThatDoesNotAnswerTheCommit(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    Held held = proxy.holdTheNextRequest(COMMIT);
    PostgresDatabase impatient = behindProxy().withSilence(Duration.ofSeconds(2));
    AzudException e = failure(scene, impatient, () -> {});
    assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.POSTGRES_UNREACHABLE);
    held.release();
    scene.write(postgres.database(), () -> {});
    assertThat(scene.stored()).isEqualTo(PostgresScene.everything());
  }

  @ParameterizedTest
  @EnumSource
  void storesNothingWhenTheSessionIsTerminatedBeforeTheFirstRow(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    try (SliceWriter writer = scene.writer(postgres.database())) {
      terminateSessions();
      requireNothing(scene, catchThrowableOfType(AzudException.class, () -> finish(writer, 0)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void storesNothingWhenTheSessionIsTerminatedDuringTheCopy(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    requireNothing(scene, failure(scene, postgres.database(), PostgresFaultsIT::terminateSessions));
  }

  @ParameterizedTest
  @EnumSource
  void storesNothingWhenTheSessionIsTerminatedAfterTheLastRow(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    long all = PostgresScene.SLICE.length();
    try (SliceWriter writer = scene.writer(postgres.database())) {
      PostgresScene.writeRows(writer, 0, all);
      terminateSessions();
      requireNothing(scene, catchThrowableOfType(AzudException.class, () -> finish(writer, all)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void storesNothingWhenTheSessionIsTerminatedBeforeTheCommit(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    Held held = proxy.holdTheNextRequest(COMMIT);
    CompletableFuture<AzudException> failure =
        CompletableFuture.supplyAsync(() -> failure(scene, behindProxy(), () -> {}));
    held.awaitArrival();
    terminateSessions();
    held.release();
    requireNothing(scene, failure.join());
  }

  /** The server ends all sessions and recovers from its log, as after an immediate restart. */
  @ParameterizedTest
  @EnumSource
  void storesNothingWhenTheServerCrashesDuringTheCopy(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    AzudException e = failure(scene, postgres.database(), PostgresFaultsIT::crash);
    postgres.awaitService();
    requireNothing(scene, e);
  }

  @ParameterizedTest
  @EnumSource
  void canTryAgainWhenALockIsNotGranted(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    postgres.withSetting(
        "lock_timeout",
        "300ms",
        () ->
            postgres.whileLocked(
                "SELECT * FROM azud.watermark WHERE pipeline = '" + scene.name() + "' FOR UPDATE",
                () -> {
                  AzudException e = failure(scene, postgres.database(), () -> {});
                  assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.TRY_AGAIN);
                  assertThat(scene.stored()).isEqualTo(PostgresScene.nothing());
                }));
    scene.write(postgres.database(), () -> {});
    assertThat(scene.stored()).isEqualTo(PostgresScene.everything());
  }

  @ParameterizedTest
  @EnumSource
  void canTryAgainWhenAStatementTakesTooLong(Mode mode) {
    PostgresScene scene = new PostgresScene(postgres, mode);
    postgres.withSetting(
        "statement_timeout",
        "1s",
        () ->
            postgres.whileLocked(
                "SELECT * FROM azud.watermark WHERE pipeline = '" + scene.name() + "' FOR UPDATE",
                () -> {
                  AzudException e = failure(scene, postgres.database(), () -> {});
                  assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.TRY_AGAIN);
                }));
    assertThat(scene.stored()).isEqualTo(PostgresScene.nothing());
    scene.write(postgres.database(), () -> {});
    assertThat(scene.stored()).isEqualTo(PostgresScene.everything());
  }

  /** Another session holds our watermark and waits for our table. */
  @Test
  void canTryAgainAfterADeadlock() {
    PostgresScene scene = new PostgresScene(postgres, Mode.APPEND);
    String watermark =
        "SELECT * FROM azud.watermark WHERE pipeline = '" + scene.name() + "' FOR UPDATE";
    String table = "LOCK TABLE " + scene.name() + " IN ACCESS EXCLUSIVE MODE";
    try (SliceWriter writer = scene.writer(postgres.database())) {
      long all = PostgresScene.SLICE.length();
      PostgresScene.writeRows(writer, 0, all);
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(() -> postgres.lockPatiently(watermark, table));
      postgres.awaitWaiting(table);
      requireRetryable(catchThrowableOfType(AzudException.class, () -> finish(writer, all)));
      other.join();
    }
    assertThat(scene.stored()).isEqualTo(PostgresScene.nothing());
    scene.write(postgres.database(), () -> {});
    assertThat(scene.stored()).isEqualTo(PostgresScene.everything());
  }

  private static AzudException failure(
      PostgresScene scene, PostgresDatabase database, Runnable midway) {
    return catchThrowableOfType(AzudException.class, () -> scene.write(database, midway));
  }

  private static void requireNothing(PostgresScene scene, AzudException e) {
    requireRetryable(e);
    assertThat(scene.stored()).isEqualTo(PostgresScene.nothing());
    scene.write(postgres.database(), () -> {});
    assertThat(scene.stored()).as("after another try").isEqualTo(PostgresScene.everything());
  }

  private static void requireRetryable(AzudException e) {
    assertThat(e).isNotNull();
    assertThat(e.code().retryable()).as(e.code() + ": " + e.getMessage()).isTrue();
  }

  private static void finish(SliceWriter writer, long written) {
    long all = PostgresScene.SLICE.length();
    PostgresScene.writeRows(writer, written, all);
    writer.finish(new Counts(all, all, 0, 0, 0, 0));
  }

  private static void terminateSessions() {
    List<List<Object>> ended =
        postgres.query("SELECT pg_terminate_backend(pid, 10000) FROM (" + BACKENDS + ") s");
    assertThat(ended).isNotEmpty().allMatch(row -> row.get(0).equals(true));
  }

  private static void crash() {
    int backend = (Integer) postgres.query(BACKENDS).get(0).get(0);
    ProcessHandle.of(backend).orElseThrow().destroyForcibly();
  }

  private PostgresDatabase behindProxy() {
    return postgres.database(proxy.port());
  }
}
