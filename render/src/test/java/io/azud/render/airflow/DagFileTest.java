// SPDX-License-Identifier: Apache-2.0
package io.azud.render.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.definition.PipelineReader;
import io.azud.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DagFileTest {
  private static final DagPaths PATHS =
      new DagPaths("../pipelines/p.yaml", Optional.of("../environment.yaml"));

  @Test
  void givesTheSameBytesForTheSamePipeline() {
    assertThat(file("flights").text()).isEqualTo(file("flights").text());
  }

  @Test
  void isCalledAsThePipelineIs() {
    assertThat(file("flights").name()).isEqualTo("flights.py");
  }

  @Test
  void holdsTheSixTasksInTheirOrder() {
    assertThat(file("flights").text())
        .containsSubsequence(
            "task_id=\"inicializar_task\"",
            "task_id=\"conexion_kafka_task\"",
            "task_id=\"kubernetes_task\"",
            "task_id=\"conexion_spark_task\"",
            "task_id=\"transformar_datos_task\"",
            "task_id=\"cargar_datos_task\"",
            "inicializar_task >> [conexion_kafka_task, kubernetes_task, conexion_spark_task] >> transformar_datos_task",
            "transformar_datos_task >> cargar_datos_task");
  }

  @Test
  void namesTopicAndTablesAsAssets() {
    assertThat(file("flights").text())
        .contains("inlets=[\n            Asset(name=\"kafka/flights.raw\"")
        .contains("Asset(name=\"lake/flights\", uri=\"azud://lake/flights\")")
        .contains(
            "Asset(name=\"postgres/public.flights\", uri=\"azud://postgres/public.flights\")");
  }

  @Test
  void hasNoInletForFiles() {
    assertThat(file("airports").text()).doesNotContain("inlets");
  }

  @Test
  void leavesThePlacesToAirflowsConnectionsWithoutAnEnvironmentFile() {
    DagPaths paths = new DagPaths("p.yaml", Optional.empty());
    assertThat(new DagFile(pipeline("flights"), paths).text()).contains("ENVIRONMENT = None");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\"b", "a\\b", "a\nb", "a\"\"\"b", "{{ b }}", "$(b)", "añb", "a\u2028b", "a😀b"})
  void keepsAnyPathOneLiteral(String path) {
    String text = new DagFile(pipeline("flights"), new DagPaths(path, Optional.empty())).text();
    String line =
        text.lines().filter(each -> each.startsWith("PIPELINE = ")).findFirst().orElseThrow();
    assertThat(line).matches("PIPELINE = HERE / \"([^\"\\\\]|\\\\.)*\"").isASCII();
    assertThat(text.lines().filter(each -> each.equals("\"\"\""))).hasSize(1);
  }

  private static DagFile file(String example) {
    return new DagFile(pipeline(example), PATHS);
  }

  private static Pipeline pipeline(String example) {
    return new PipelineReader(Map.of()).read(Path.of("..", "examples", example, "pipeline.yaml"));
  }
}
