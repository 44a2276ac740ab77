// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import io.azud.pipeline.Pipeline;
import io.azud.render.metric.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything that is recorded and alerted: the one model for Prometheus and Grafana. */
public final class Rules {
  private Rules() {}

  /** The rules of one pipeline. */
  public static RuleGroup of(PipelineFile file) {
    Pipeline pipeline = file.pipeline();
    return new RuleGroup("azud-" + pipeline.name(), recordings(pipeline), PipelineAlerts.of(file));
  }

  /** Whether the promises hold, as 1 or 0: their average over time is how well they were kept. */
  private static List<Recording> recordings(Pipeline pipeline) {
    Selector series = new Selector(pipeline.name());
    List<Recording> recordings = new ArrayList<>();
    if (!pipeline.objectives().freshness().isZero()) {
      recordings.add(
          new Recording(
              "azud:freshness_met:bool",
              "time() - "
                  + series.all(Metric.SINK_FRESHNESS)
                  + " <= bool "
                  + pipeline.objectives().freshness().toSeconds()));
    }
    if (pipeline.objectives().lag() > 0) {
      recordings.add(
          new Recording(
              "azud:lag_met:bool",
              series.all(Metric.SINK_LAG) + " <= bool " + pipeline.objectives().lag()));
    }
    recordings.add(
        new Recording(
            "azud:arrival:rate5m", "rate(" + series.all(Metric.SOURCE_ARRIVED) + "[5m])"));
    recordings.add(
        new Recording("azud:read:rate5m", "rate(" + series.all(Metric.RECORDS_READ) + "[5m])"));
    return recordings;
  }

  /** The rules of what all pipelines share. */
  public static RuleGroup platform() {
    return new RuleGroup(
        "azud-platform",
        List.of(),
        List.of(
            platform(
                "AzudServerDown",
                "SERVER_DOWN",
                "up{job=\"azud\"} == 0 or absent(up{job=\"azud\"})",
                Duration.ofMinutes(2),
                "the Azud server is not scraped: nobody watches the pipelines",
                "curl -fsS http://{{ $labels.instance }}/health/ready"),
            platform(
                "AzudExporterDown",
                "EXPORTER_DOWN",
                "up{job=~\"kafka|postgres|spark|airflow\"} == 0",
                Duration.ofMinutes(5),
                "the exporter of {{ $labels.job }} at {{ $labels.instance }} is not scraped",
                "curl -fsS http://{{ $labels.instance }}/metrics"),
            platform(
                "AzudDiskAlmostFull",
                "DISK_ALMOST_FULL",
                Metric.DISK_FREE.text() + " / " + Metric.DISK_SIZE.text() + " < 0.1",
                Duration.ofMinutes(5),
                "less than a tenth of the disk of {{ $labels.volume }} is left",
                "df -h")));
  }

  private static Alert platform(
      String name,
      String code,
      String expression,
      Duration lasting,
      String summary,
      String command) {
    return new Alert(name, code, "", Severity.CRITICAL, "", expression, lasting, summary, command);
  }
}
