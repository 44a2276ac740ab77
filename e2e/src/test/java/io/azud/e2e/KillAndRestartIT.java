// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills {@code azud run} at random moments, again and again, while records keep coming. */
class KillAndRestartIT {
  private static final int KILLS = 22;
  private static final long SEED = 20_130_101;

  @TempDir private Path directory;

  @Test
  void losesNothingAndDoublesNothing() throws Exception {
    Path pipeline = directory.resolve("pipeline.yaml");
    Files.writeString(pipeline, PIPELINE);
    Random random = new Random(SEED);
    int killedAtWork = 0;
    try (PlatformProcess platform =
        PlatformProcess.launch(PlatformOptions.in(directory.resolve("platform")))) {
      String[] run = {
        "run", pipeline.toString(), "--environment", platform.environmentFile().toString()
      };
      assertThat(AzudProcess.run("apply", pipeline.toString(), "--environment", run[3]).status())
          .isZero();
      try (Feeder feeder =
          new Feeder(platform.endpoints().kafka().bootstrapServers(), "kill.raw", SEED)) {
        for (int i = 0; i < KILLS; i++) {
          feeder.send(2_000 + random.nextInt(20_000));
          try (AzudProcess azud = AzudProcess.start(run)) {
            long lifetime = 1_500L + random.nextInt(5_000);
            for (long lived = 0; lived < lifetime && azud.runsAfter(250); lived += 250) {
              feeder.send(random.nextInt(500));
            }
            AzudProcess.Result killed = azud.kill();
            killedAtWork += killed.err().contains("started") ? 1 : 0;
            assertThat(killed.err()).doesNotContain("error[");
          }
        }
        AzudProcess.Result last = AzudProcess.run(run[0], run[1], run[2], run[3], "--until-end");
        assertThat(last.status()).as(last.err()).isZero();
        new Referee(platform.endpoints()).requireEverythingOnce(feeder.sent(), "kill", "kill");
      }
      AzudProcess.Result verify =
          AzudProcess.run("verify", pipeline.toString(), "--environment", run[3]);
      assertThat(verify.status()).as(verify.out()).isZero();
    }
    assertThat(killedAtWork)
        .as("runs that had begun their work when they were killed")
        .isGreaterThan(KILLS / 2);
  }

  private static final String PIPELINE =
      """
      apiVersion: azud/v1
      name: kill
      source:
        kafka: {topic: kill.raw, format: json, partitions: 3}
      schema:
        - {name: id, type: string, required: true}
        - {name: n, type: long, required: true}
        - {name: at, type: timestamp, required: true}
        - {name: text, type: string}
      sinks:
        lake: {table: kill, format: parquet, partitionBy: ["month(at)"]}
        postgres:
          table: kill
          mode: append
          partitionBy: {column: at, every: month, ahead: 1}
          indexes:
            - {columns: [id]}
      schedule: {every: 200ms}
      """;
}
