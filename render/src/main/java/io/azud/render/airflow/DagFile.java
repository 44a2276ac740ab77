// SPDX-License-Identifier: Apache-2.0
package io.azud.render.airflow;

import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.SourceDefinition.Files;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The DAG of one pipeline as the text of a Python file: the same DAG that {@code
 * azud_airflow.load_pipelines} builds. The same pipeline gives the same bytes.
 */
public final class DagFile {
  private final Pipeline pipeline;
  private final DagPaths paths;

  public DagFile(Pipeline pipeline, DagPaths paths) {
    this.pipeline = pipeline;
    this.paths = paths;
  }

  /** The file's name, in the directory of DAGs. */
  public String name() {
    return pipeline.name() + ".py";
  }

  public String text() {
    return String.join("\n\n", head(), imports(), places(), dag()) + tasks() + chain();
  }

  private String head() {
    return """
        \"""%s: %s.

        Rendered by "azud render airflow" from the pipeline file that is named below. Change that file, and render again.
        \"""\
        """
        .formatted(pipeline.name(), description());
  }

  private String imports() {
    List<String> azud = new ArrayList<>(List.of("AzudOperator", "PipelineDag"));
    if (hasFreshness()) {
      azud.add("finish_within");
    }
    azud.add("open_incident");
    return """
        from __future__ import annotations

        from datetime import timedelta
        from pathlib import Path

        from airflow.sdk import Asset

        from azud_airflow import %s\
        """
        .formatted(String.join(", ", azud));
  }

  private String places() {
    return """
        HERE = Path(__file__).parent
        PIPELINE = HERE / %s
        ENVIRONMENT = %s\
        """
        .formatted(
            Python.text(paths.pipeline()),
            paths
                .environment()
                .map(file -> "HERE / " + Python.text(file))
                .orElse("None  # Airflow's connections say where things are"));
  }

  private String dag() {
    return """
        with PipelineDag(
            dag_id=%s,
            description=%s,
            schedule=%s,
            catchup=False,
            max_active_runs=1,
            dagrun_timeout=timedelta(hours=6),
            default_args={
                "owner": "azud",
                "pipeline": PIPELINE,
                "environment": ENVIRONMENT,
                "retries": 5,
                "retry_delay": timedelta(minutes=1),
                "execution_timeout": timedelta(minutes=10),
                "on_failure_callback": open_incident,
            },
            tags=["azud"],
        %s\
        ):
        """
        .formatted(
            Python.text(pipeline.name()),
            Python.text(description()),
            hasCron() ? Python.text(pipeline.schedule().cron()) : "None",
            hasFreshness()
                ? "    **finish_within("
                    + Python.timedelta(pipeline.objectives().freshness())
                    + ", PIPELINE, ENVIRONMENT),\n"
                : "");
  }

  private String tasks() {
    return """
            inicializar_task = AzudOperator(task_id="inicializar_task")
            conexion_kafka_task = AzudOperator(task_id="conexion_kafka_task")
            kubernetes_task = AzudOperator(task_id="kubernetes_task")
            conexion_spark_task = AzudOperator(task_id="conexion_spark_task")
            transformar_datos_task = AzudOperator(
                task_id="transformar_datos_task",
                execution_timeout=timedelta(hours=2),
        %s\
            )
            cargar_datos_task = AzudOperator(
                task_id="cargar_datos_task",
                execution_timeout=timedelta(hours=2),
        %s\
            )
        """
        .formatted(assets("inlets", inlets()), assets("outlets", outlets()))
        .indent(0);
  }

  private static String chain() {
    return """

            inicializar_task >> [conexion_kafka_task, kubernetes_task, conexion_spark_task] >> transformar_datos_task
            transformar_datos_task >> cargar_datos_task
        """
        .indent(0);
  }

  private static String assets(String parameter, List<DagAsset> assets) {
    if (assets.isEmpty()) {
      return "";
    }
    StringBuilder list = new StringBuilder("        " + parameter + "=[\n");
    assets.forEach(asset -> list.append("            ").append(asset.literal()).append(",\n"));
    return list.append("        ],\n").toString();
  }

  private List<DagAsset> inlets() {
    return pipeline.source() instanceof KafkaTopic topic
        ? List.of(new DagAsset("kafka", topic.topic()))
        : List.of();
  }

  private List<DagAsset> outlets() {
    return Stream.concat(
            pipeline.lake().stream().map(LakeDefinition::table).map(t -> new DagAsset("lake", t)),
            pipeline.postgres().stream()
                .map(PostgresDefinition::table)
                .map(table -> new DagAsset("postgres", table)))
        .toList();
  }

  private String description() {
    List<String> sinks =
        outlets().stream()
            .map(
                sink ->
                    (sink.system().equals("lake") ? "lake" : "PostgreSQL")
                        + " table "
                        + sink.name())
            .map("the "::concat)
            .toList();
    return source() + " into " + String.join(" and ", sinks);
  }

  private String source() {
    if (pipeline.source() instanceof KafkaTopic topic) {
      return "the Kafka topic " + topic.topic();
    }
    return ((Files) pipeline.source()).format().kind().name() + " files";
  }

  private boolean hasCron() {
    return !pipeline.schedule().cron().isEmpty();
  }

  private boolean hasFreshness() {
    return !pipeline.objectives().freshness().isZero();
  }
}
