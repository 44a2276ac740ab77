// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The six tasks as an orchestrator runs them: one process each, repeated, killed, out of step. */
class SixTasksIT {
  @TempDir private static Path directory;

  private static PlatformProcess platform;

  @BeforeAll
  static void startPlatform() {
    platform = PlatformProcess.launch(PlatformOptions.in(directory.resolve("platform")));
  }

  @AfterAll
  static void stopPlatform() {
    platform.close();
  }

  @Test
  void runInOrderAndCanBeRepeated() throws Exception {
    Path pipeline = pipeline("ordered", "append");
    try (Feeder feeder = feeder("ordered.raw")) {
      assertThat(task("inicializar_task", pipeline)).isEqualTo(0);
      feeder.send(5_000);
      for (String id :
          List.of(
              "inicializar_task",
              "conexion_kafka_task",
              "kubernetes_task",
              "conexion_spark_task")) {
        assertThat(task(id, pipeline)).as(id).isZero();
      }
      assertThat(task("cargar_datos_task", pipeline)).as("nothing is prepared").isEqualTo(99);
      assertThat(task("transformar_datos_task", pipeline)).isZero();
      assertThat(task("transformar_datos_task", pipeline)).as("already prepared").isZero();
      assertThat(task("cargar_datos_task", pipeline)).isZero();
      assertThat(task("cargar_datos_task", pipeline)).as("already loaded").isEqualTo(99);
      assertThat(task("transformar_datos_task", pipeline)).as("no more records").isEqualTo(99);
      assertEverythingOnce(feeder, "ordered");
    }
  }

  @Test
  void surviveBeingKilledAtAnyMoment() throws Exception {
    Path pipeline = pipeline("killed", "append");
    try (Feeder feeder = feeder("killed.raw")) {
      assertThat(task("inicializar_task", pipeline)).isZero();
      for (int round = 0; round < 4; round++) {
        feeder.send(20_000);
        killAfter("transformar_datos_task", pipeline, 2_500 + 700L * round);
        untilDone("transformar_datos_task", pipeline);
        killAfter("cargar_datos_task", pipeline, 2_500 + 700L * round);
        untilDone("cargar_datos_task", pipeline);
      }
      assertEverythingOnce(feeder, "killed");
    }
  }

  @Test
  void goOnAfterAContinuousRunHasOvertakenAPreparedBatch() throws Exception {
    Path pipeline = pipeline("overtaken", "append");
    try (Feeder feeder = feeder("overtaken.raw")) {
      assertThat(task("inicializar_task", pipeline)).isZero();
      feeder.send(3_000);
      assertThat(task("transformar_datos_task", pipeline)).isZero();
      assertThat(run("run", pipeline, "--until-end").status()).isZero();
      assertThat(task("cargar_datos_task", pipeline)).as("every sink has it already").isZero();
      assertEverythingOnce(feeder, "overtaken");
    }
  }

  private static void killAfter(String id, Path pipeline, long millis) {
    try (AzudProcess azud =
        AzudProcess.start(arguments("task", pipeline, id), java.util.Map.of())) {
      if (azud.runsAfter(millis)) {
        azud.kill();
      }
    }
  }

  /** A killed try may have finished its work: then there is nothing to do. */
  private static void untilDone(String id, Path pipeline) {
    assertThat(task(id, pipeline)).as(id).isIn(0, 99);
  }

  private static int task(String id, Path pipeline) {
    AzudProcess.Result result = run("task", pipeline, id);
    assertThat(result.err()).doesNotContain("\tat ");
    return result.status();
  }

  private static AzudProcess.Result run(String command, Path pipeline, String... more) {
    try (AzudProcess azud =
        AzudProcess.start(arguments(command, pipeline, more), java.util.Map.of())) {
      return azud.await();
    }
  }

  private static List<String> arguments(String command, Path pipeline, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--pipeline", pipeline.toString()));
    arguments.addAll(List.of("--environment", platform.environmentFile().toString()));
    return arguments;
  }

  private static Feeder feeder(String topic) {
    return new Feeder(platform.endpoints().kafka().bootstrapServers(), topic, topic.hashCode());
  }

  private static void assertEverythingOnce(Feeder feeder, String name)
      throws SQLException, IOException {
    new Referee(platform.endpoints()).requireEverythingOnce(feeder.sent(), name, name);
  }

  private static Path pipeline(String name, String mode) throws IOException {
    Path file = directory.resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        apiVersion: azud/v1
        name: %1$s
        source:
          kafka: {topic: %1$s.raw, format: json, partitions: 2}
        schema:
          - {name: id, type: string, required: true}
          - {name: n, type: long, required: true}
          - {name: at, type: timestamp, required: true}
          - {name: text, type: string}
        sinks:
          lake: {table: %1$s, format: orc, partitionBy: ["month(at)"]}
          postgres:
            table: %1$s
            mode: %2$s
            partitionBy: {column: at, every: month, ahead: 1}
        """
            .formatted(name, mode));
    return file;
  }
}
