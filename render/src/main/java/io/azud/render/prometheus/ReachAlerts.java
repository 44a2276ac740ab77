// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import io.azud.render.metric.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The alerts about what does not answer, each with the code of what the server was answered
 * instead. What lies below explains what lies above: on a platform that has died nothing else
 * answers either, and that is one incident.
 */
final class ReachAlerts {
  private static final String BELOW_STORES = "platform|ledger";

  private final PipelineFile file;
  private final Selector series;
  private final List<Alert> alerts = new ArrayList<>();

  private ReachAlerts(PipelineFile file) {
    this.file = file;
    this.series = new Selector(file.pipeline().name());
  }

  static List<Alert> of(PipelineFile file) {
    ReachAlerts all = new ReachAlerts(file);
    Pipeline pipeline = file.pipeline();
    String source = pipeline.source() instanceof KafkaTopic ? "Kafka" : "the place of the files";
    all.down("AzudPlatformDown", "platform", "kubernetes_task", "the embedded platform", "");
    all.down("AzudLedgerDown", "ledger", "inicializar_task", "the ledger's database", "platform");
    all.down("AzudSourceDown", "source", "conexion_kafka_task", source, "platform");
    if (!pipeline.lake().isEmpty()) {
      String lake = "the lake's catalog or storage";
      all.down("AzudLakeDown", "lake", "cargar_datos_task", lake, BELOW_STORES);
    }
    if (!pipeline.postgres().isEmpty()) {
      all.down("AzudPostgresDown", "postgres", "cargar_datos_task", "PostgreSQL", BELOW_STORES);
    }
    return all.alerts;
  }

  private void down(String name, String target, String task, String what, String below) {
    String expression =
        series.with(Metric.PROBE_PROBLEM, "target=\"" + target + "\"")
            + " == 1"
            + (below.isEmpty()
                ? ""
                : " unless on (pipeline) "
                    + series.with(Metric.PROBE_PROBLEM, "target=~\"" + below + "\"")
                    + " == 1");
    String pipeline = file.pipeline().name();
    alerts.add(
        new Alert(
            name,
            "",
            task,
            Severity.CRITICAL,
            pipeline,
            expression,
            Duration.ofMinutes(2),
            "Pipeline "
                + pipeline
                + ": "
                + what
                + " does not answer as it should: {{ $labels.code }}",
            "azud status " + file.path()));
  }
}
