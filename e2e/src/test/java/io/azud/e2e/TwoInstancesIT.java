// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.testkit.FaultProxy;
import io.azud.testkit.FaultProxy.Held;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two instances of one pipeline: the newer one wins, whatever the older one is about to do. */
@ExtendWith(OnePlatform.class)
class TwoInstancesIT {

  @Test
  void theOlderOfTwoRunsIsFenced() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("two_runs");
    try (AzudProcess older = pipeline.start("run")) {
      older.awaitWords("waiting for more");
      try (Feeder feeder = pipeline.feeder();
          AzudProcess newer = pipeline.start("run")) {
        newer.awaitWords("waiting for more");
        feeder.send(3_000);
        requireFenced(older.await());
        pipeline.awaitEverything(feeder, newer);
        newer.terminate();
        assertThat(newer.await().status()).isZero();
        pipeline.requireEverythingOnce(feeder.sent());
      }
    }
  }

  /**
   * The older instance is stopped on the way into a commit, as by a frozen machine, and wakes up
   * after a newer one has done its work.
   */
  @ParameterizedTest
  @CsvSource({
    "frozen_postgres, UPDATE azud.watermark SET next_offset",
    "frozen_lake, UPDATE iceberg_tables SET metadata_location"
  })
  void aCommitOfAFrozenInstanceIsRefused(String name, String commit) throws Exception {
    TestPipeline pipeline = TestPipeline.declare(name);
    try (FaultProxy proxy = new FaultProxy(Environments.postgresPort());
        AzudProcess older = pipeline.in(Environments.postgresThrough(proxy.port())).start("run")) {
      older.awaitWords("waiting for more");
      Held held = proxy.holdTheNextRequest(commit);
      try (Feeder feeder = pipeline.feeder()) {
        feeder.send(3_000);
        held.awaitArrival();
        older.signal("STOP");
        feeder.send(3_000);
        pipeline.succeed("run", "--until-end");
        pipeline.requireEverythingOnce(feeder.sent());
        held.release();
        older.signal("CONT");
        requireFenced(older.await());
        pipeline.requireEverythingOnce(feeder.sent());
      }
    }
  }

  private static void requireFenced(AzudProcess.Result older) {
    assertThat(older.err()).contains("error[FENCED]");
    assertThat(older.status()).as(older.err()).isEqualTo(6);
  }
}
