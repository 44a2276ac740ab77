// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.testkit.FaultProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store is down, is added later, or is written less often: each catches up alone. */
@ExtendWith(OnePlatform.class)
class SinkOutageIT {

  @Test
  void theLakeCatchesUpWhenItsStoreIsBack() throws Exception {
    try (FaultProxy store = new FaultProxy(Environments.storePort())) {
      TestPipeline pipeline =
          TestPipeline.declare("store_down").in(Environments.storeThrough(store.port()));
      try (Feeder feeder = pipeline.feeder();
          AzudProcess run = pipeline.start("run")) {
        feeder.send(2_000);
        pipeline.awaitEverything(feeder, run);
        long before = TestPipeline.referee().lakeCount(pipeline.name());
        store.cut();
        feeder.send(2_000);
        pipeline.awaitInPostgres(feeder, run);
        feeder.send(2_000);
        pipeline.awaitInPostgres(feeder, run);
        assertThat(TestPipeline.referee().lakeCount(pipeline.name())).isEqualTo(before);
        run.awaitWords("sink lake is left alone for a while");
        store.mend();
        feeder.send(500);
        pipeline.awaitEverything(feeder, run);
        stop(run);
        pipeline.requireEverythingOnce(feeder.sent());
      }
    }
  }

  @Test
  void postgresCatchesUpWhenItIsBack() throws Exception {
    try (FaultProxy postgres = new FaultProxy(Environments.postgresPort())) {
      TestPipeline pipeline =
          TestPipeline.declare("postgres_down")
              .in(Environments.postgresSinkThrough(postgres.port()));
      try (Feeder feeder = pipeline.feeder();
          AzudProcess run = pipeline.start("run")) {
        feeder.send(2_000);
        pipeline.awaitEverything(feeder, run);
        long before = TestPipeline.referee().postgresCount(pipeline.name());
        postgres.cut();
        feeder.send(2_000);
        pipeline.awaitInLake(feeder, run);
        feeder.send(2_000);
        pipeline.awaitInLake(feeder, run);
        assertThat(TestPipeline.referee().postgresCount(pipeline.name())).isEqualTo(before);
        run.awaitWords("sink postgres is left alone for a while");
        postgres.mend();
        feeder.send(500);
        pipeline.awaitEverything(feeder, run);
        stop(run);
        pipeline.requireEverythingOnce(feeder.sent());
      }
    }
  }

  /** Every session of sink, ledger and catalog ends at once, and the server recovers. */
  @Test
  void goesOnWhenPostgresHasCrashed() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("crashed");
    try (Feeder feeder = pipeline.feeder();
        AzudProcess run = pipeline.start("run")) {
      for (int round = 0; round < 3; round++) {
        feeder.send(5_000);
        pipeline.awaitInPostgres(feeder, run);
        feeder.send(20_000);
        crash();
      }
      pipeline.awaitEverything(feeder, run);
      stop(run);
      pipeline.requireEverythingOnce(feeder.sent());
    }
  }

  @Test
  void aSinkThatIsAddedLaterBeginsAtTheStart() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("added_later", TestPipeline.POSTGRES);
    try (Feeder feeder = feederOf(pipeline)) {
      feeder.send(3_000);
      pipeline.succeed("run", "--until-end");
      pipeline.replace("sinks:\n", "sinks:\n" + TestPipeline.LAKE.replace("%s", pipeline.name()));
      feeder.send(1_000);
      pipeline.succeed("run", "--until-end");
      pipeline.requireEverythingOnce(feeder.sent());
    }
  }

  @Test
  void aSinkIsNotWrittenMoreOftenThanDeclared() throws Exception {
    Duration every = Duration.ofSeconds(8);
    TestPipeline pipeline =
        TestPipeline.declare(
            "paced", "  lake: {table: %s, every: 8s}\n  postgres: {table: %s, every: 500ms}\n");
    try (Feeder feeder = pipeline.feeder();
        AzudProcess run = pipeline.start("run")) {
      while (commits(pipeline, "lake") < 3) {
        feeder.send(200);
        pipeline.awaitInPostgres(feeder, run);
      }
      stop(run);
      pipeline.succeed("run", "--until-end");
      pipeline.requireEverythingOnce(feeder.sent());
    }
    List<Instant> lake = TestPipeline.referee().lakeCommits(pipeline.name());
    for (int i = 1; i < 3; i++) {
      assertThat(Duration.between(lake.get(i - 1), lake.get(i))).isGreaterThanOrEqualTo(every);
    }
    assertThat(commits(pipeline, "postgres")).isGreaterThan(2 * commits(pipeline, "lake"));
  }

  /** A feeder of a topic that exists. */
  private static Feeder feederOf(TestPipeline pipeline) {
    pipeline.succeed("apply");
    return pipeline.feeder();
  }

  private static long commits(TestPipeline pipeline, String sink) throws Exception {
    return Long.parseLong(
        TestPipeline.referee()
            .one(
                "SELECT count(DISTINCT batch) FROM azud.books WHERE pipeline = '"
                    + pipeline.name()
                    + "' AND sink = '"
                    + sink
                    + "'"));
  }

  private static void crash() throws Exception {
    String writer =
        TestPipeline.referee()
            .one("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'");
    ProcessHandle.of(Long.parseLong(writer)).orElseThrow().destroyForcibly();
  }

  private static void stop(AzudProcess run) {
    run.terminate();
    AzudProcess.Result ended = run.await();
    assertThat(ended.status()).as(ended.err()).isZero();
  }
}
