// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kills {@code azud run} at random moments, again and again, while records keep coming. */
@ExtendWith(OnePlatform.class)
class KillAndRestartIT {
  private static final int KILLS = 22;
  private static final long SEED = 20_130_101;

  @Test
  void losesNothingAndDoublesNothing() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("kill", SINKS);
    Random random = new Random(SEED);
    int killedAtWork = 0;
    pipeline.succeed("apply");
    try (Feeder feeder = pipeline.feeder()) {
      for (int i = 0; i < KILLS; i++) {
        feeder.send(2_000 + random.nextInt(20_000));
        try (AzudProcess azud = pipeline.start("run")) {
          if (i % 2 == 0) {
            azud.awaitWords("started");
          }
          long lifetime = random.nextInt(i % 2 == 0 ? 3_000 : 6_000);
          for (long lived = 0; lived < lifetime && azud.runsAfter(250); lived += 250) {
            feeder.send(random.nextInt(500));
          }
          AzudProcess.Result killed = azud.kill();
          killedAtWork += killed.err().contains("started") ? 1 : 0;
          assertThat(killed.err()).doesNotContain("error[");
        }
      }
      pipeline.succeed("run", "--until-end");
      pipeline.requireEverythingOnce(feeder.sent());
    }
    assertThat(killedAtWork)
        .as("runs that had begun their work when they were killed")
        .isGreaterThanOrEqualTo(KILLS / 2);
  }

  private static final String SINKS =
      """
        lake: {table: %s, format: parquet, partitionBy: ["month(at)"]}
        postgres:
          table: %s
          mode: append
          partitionBy: {column: at, every: month, ahead: 1}
          indexes:
            - {columns: [id]}
      """;
}
