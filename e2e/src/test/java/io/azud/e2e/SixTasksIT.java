// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.azud.testkit.FaultProxy;
import io.azud.testkit.FaultProxy.Held;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The six tasks as an orchestrator runs them: one process each, repeated, killed, out of step. */
@ExtendWith(OnePlatform.class)
class SixTasksIT {
  private static final String INIT = "inicializar_task";
  private static final String TRANSFORM = "transformar_datos_task";
  private static final String LOAD = "cargar_datos_task";

  private static final String ORC =
      "  lake: {table: %s, format: orc, partitionBy: [\"month(at)\"]}\n" + TestPipeline.POSTGRES;

  @Test
  void runInOrderAndCanBeRepeated() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("ordered", ORC);
    require(pipeline, INIT, 0);
    require(pipeline, INIT, 0);
    try (Feeder feeder = pipeline.feeder()) {
      feeder.send(3_000);
      for (String id : List.of("conexion_kafka_task", "kubernetes_task", "conexion_spark_task")) {
        require(pipeline, id, 0);
      }
      require(pipeline, LOAD, 99);
      String prepared = require(pipeline, TRANSFORM, 0).at("/details/batch").asText();
      assertThat(TestPipeline.referee().postgresCount(pipeline.name())).isZero();
      assertThat(TestPipeline.referee().lakeCount(pipeline.name())).isZero();
      JsonNode again = require(pipeline, TRANSFORM, 0);
      assertThat(again.at("/details/batch").asText()).isEqualTo(prepared);
      JsonNode loaded = require(pipeline, LOAD, 0);
      assertThat(loaded.at("/details/batch").asText()).isEqualTo(prepared);
      assertThat(loaded.at("/details/accepted").asLong()).isEqualTo(feeder.sentGood());
      require(pipeline, LOAD, 99);
      require(pipeline, TRANSFORM, 99);
      pipeline.requireEverythingOnce(feeder.sent());
    }
  }

  @Test
  void surviveBeingKilledAtTheWorstMoments() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("killed", ORC);
    require(pipeline, INIT, 0);
    try (Feeder feeder = pipeline.feeder()) {
      feeder.send(2_000);
      killAt(pipeline, TRANSFORM, "INSERT INTO azud.dead_letter", 1, Late.NEVER);
      require(pipeline, TRANSFORM, 0);
      killAt(pipeline, LOAD, "UPDATE iceberg_tables SET metadata_location", 2, Late.ARRIVES);
      require(pipeline, LOAD, 0);

      feeder.send(2_000);
      killAt(pipeline, TRANSFORM, "INSERT INTO azud.batch", 1, Late.NEVER);
      require(pipeline, TRANSFORM, 0);
      killAt(pipeline, LOAD, "UPDATE azud.watermark SET next_offset", 1, Late.ARRIVES);
      require(pipeline, LOAD, 0);

      feeder.send(2_000);
      require(pipeline, TRANSFORM, 0);
      killAt(pipeline, LOAD, "UPDATE azud.batch SET state", 1, Late.NEVER);
      require(pipeline, LOAD, 0);
      require(pipeline, LOAD, 99);
      pipeline.requireEverythingOnce(feeder.sent());
    }
  }

  @Test
  void goOnAfterAContinuousRunHasOvertakenAPreparedBatch() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("overtaken", ORC);
    require(pipeline, INIT, 0);
    try (Feeder feeder = pipeline.feeder()) {
      feeder.send(1_000);
      require(pipeline, TRANSFORM, 0);
      pipeline.succeed("run", "--until-end");
      require(pipeline, LOAD, 0);
      feeder.send(1_000);
      require(pipeline, TRANSFORM, 0);
      feeder.send(1_000);
      pipeline.succeed("run", "--until-end");
      require(pipeline, TRANSFORM, 99);
      require(pipeline, LOAD, 99);
      pipeline.requireEverythingOnce(feeder.sent());
    }
  }

  @Test
  void tellByTheirStatusWhatToDo() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("statuses", ORC);
    require(pipeline, INIT, 0);
    try (Feeder feeder = pipeline.feeder()) {
      feeder.send(1_000);
      String broker = OnePlatform.platform().endpoints().kafka().bootstrapServers();
      TestPipeline unreachable = pipeline.in(Environments.with(broker, "127.0.0.1:1"));
      require(unreachable, "conexion_kafka_task", 4, "KAFKA_UNREACHABLE");

      String limit = "deadLetters: {maxRatio: 0.001}\n";
      pipeline.replace("schedule:", limit + "schedule:");
      require(pipeline, TRANSFORM, 5, "DEAD_LETTERS_OVER_LIMIT");
      pipeline.replace(limit, "");

      pipeline.replace("name: n, type: long", "name: n, type: boolean");
      require(pipeline, INIT, 3, "INCOMPATIBLE_CHANGE");
      pipeline.replace("name: n, type: boolean", "name: n, tipe: long");
      require(pipeline, INIT, 3, "PIPELINE_INVALID");
      pipeline.replace("name: n, tipe: long", "name: n, type: long");

      require(pipeline, TRANSFORM, 0);
      String more = "  - {name: more, type: int}\n";
      pipeline.replace("sinks:\n", more + "sinks:\n");
      require(pipeline, LOAD, 75, "TRY_AGAIN");
      pipeline.replace(more, "");
      TestPipeline.referee()
          .whileLocked(
              "SELECT * FROM azud.watermark WHERE pipeline = 'statuses' FOR UPDATE",
              () -> require(pipeline, LOAD, 75, "TRY_AGAIN"));

      fence(pipeline);
      require(pipeline, TRANSFORM, 99);
      pipeline.requireEverythingOnce(feeder.sent());
    }
  }

  /** A newer instance does the load while this one is on the way into its commit. */
  private static void fence(TestPipeline pipeline) {
    try (FaultProxy proxy = new FaultProxy(Environments.postgresPort())) {
      Held held = proxy.holdTheNextRequest("UPDATE azud.watermark SET next_offset");
      try (AzudProcess older =
          pipeline
              .in(Environments.postgresThrough(proxy.port()))
              .start("task", LOAD, "-o", "json")) {
        held.awaitArrival();
        require(pipeline, LOAD, 0);
        held.release();
        requireOutcome(older.await(), LOAD, 6, "FENCED");
      }
    }
  }

  /** What becomes of the request that the killed process had sent last. */
  private enum Late {
    NEVER,
    ARRIVES
  }

  /** Kills a task when it sends a request for the n-th time, before the server sees it. */
  private static void killAt(
      TestPipeline pipeline, String id, String request, int times, Late late) {
    try (FaultProxy proxy = new FaultProxy(Environments.postgresPort())) {
      Held held = proxy.holdTheNextRequest(request);
      try (AzudProcess task =
          pipeline.in(Environments.postgresThrough(proxy.port())).start("task", id)) {
        held.awaitArrival();
        for (int i = 1; i < times; i++) {
          Held next = proxy.holdTheNextRequest(request);
          held.release();
          held = next;
          held.awaitArrival();
        }
        task.kill();
        if (late == Late.ARRIVES) {
          held.release();
        }
      }
    }
  }

  private static JsonNode require(TestPipeline pipeline, String id, int status) {
    return require(pipeline, id, status, status == 0 ? "OK" : "NOTHING_TO_DO");
  }

  private static JsonNode require(TestPipeline pipeline, String id, int status, String code) {
    return requireOutcome(pipeline.run("task", id, "-o", "json"), id, status, code);
  }

  private static JsonNode requireOutcome(
      AzudProcess.Result result, String id, int status, String code) {
    JsonNode outcome = TestPipeline.parse(result.out());
    assertThat(outcome.get("code").asText()).as(result.out()).isEqualTo(code);
    assertThat(result.status()).as(result.out()).isEqualTo(status);
    assertThat(outcome.size()).isEqualTo(11);
    assertThat(outcome.get("apiVersion").asText()).isEqualTo("azud/v1");
    assertThat(outcome.get("task").asText()).isEqualTo(id);
    assertThat(outcome.get("exitStatus").asInt()).isEqualTo(status);
    assertThat(outcome.get("status").asText())
        .isEqualTo(status == 0 ? "done" : status == 99 ? "skipped" : "failed");
    assertThat(outcome.get("message").asText()).isNotBlank();
    assertThat(outcome.get("startedAt").asText()).endsWith("Z");
    assertThat(outcome.get("seconds").isNumber()).isTrue();
    assertThat(outcome.get("details").isObject()).isTrue();
    assertThat(outcome.get("pipeline").asText()).isNotBlank();
    return outcome;
  }
}
