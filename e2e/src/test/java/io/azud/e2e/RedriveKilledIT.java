// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code azud deadletters redrive}, killed at any moment, while the pipeline runs on. */
@ExtendWith(OnePlatform.class)
class RedriveKilledIT {
  private static final String MISTAKE = "checks:\n  - {name: mistake, expr: \"n % 3 <> 0\"}\n";
  private static final int KILLS = 6;

  @Test
  void bringsEachDeadLetterBackOnce() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("redriven").replace("sinks:", MISTAKE + "sinks:");
    pipeline.succeed("apply");
    try (Feeder feeder = pipeline.feeder()) {
      feeder.send(600);
      pipeline.succeed("run", "--until-end");
      assertThat(TestPipeline.referee().lakeCount("redriven")).isLessThan(feeder.sentGood());

      pipeline.replace(MISTAKE, "");
      JsonNode dry = pipeline.json("deadletters", "redrive", "--dry-run");
      assertThat(dry.get("recovered").asLong()).isPositive();
      try (AzudProcess run = pipeline.start("run")) {
        Random random = new Random(5);
        for (int kill = 0; kill < KILLS; kill++) {
          feeder.send(50);
          try (AzudProcess redrive =
              pipeline.start("deadletters", "redrive", "--max-tries", "99")) {
            boolean unused = redrive.runsAfter(1_000 + random.nextInt(9_000));
            redrive.kill();
          }
        }
        run.signal("TERM");
        assertThat(run.await().status()).isZero();
      }
      pipeline.succeed("run", "--until-end");
      pipeline.succeed("deadletters", "redrive", "--max-tries", "99");
      pipeline.requireEverythingOnce(feeder.sent());
      assertThat(pipeline.json("deadletters", "redrive").get("recovered").asLong()).isZero();
    }
  }
}
