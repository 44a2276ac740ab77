// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import io.azud.render.metric.Metric;
import java.util.List;

/** What is wrong now, and whether the watching itself works. */
final class IncidentsBoard {
  private IncidentsBoard() {}

  static Board board() {
    return new Board(
        "azud-incidents",
        "Azud / Incidents",
        "What is wrong now, and whether the watching itself works.",
        List.of(
            Variable.job(Metric.BUILD_INFO.text()),
            Variable.instance(Metric.BUILD_INFO.text()),
            Variable.pipeline(Metric.PIPELINE_INFO.text())),
        List.of(now(), theWatching(), theServer()));
  }

  private static Row now() {
    return new Row(
        "Now",
        List.of(
            Panel.of(Look.STAT, "Open", "short", "Incidents that are open.")
                .with(
                    "sum (" + Series.of(Metric.INCIDENTS, "state=\"open\"") + ") or vector(0)",
                    "open")
                .badFrom(1),
            Panel.of(
                    Look.STAT,
                    "Escalated",
                    "short",
                    "Incidents that somebody beyond level 1 was told of.")
                .with(
                    "sum (" + Series.of(Metric.INCIDENTS, "state=\"escalated\"") + ") or vector(0)",
                    "escalated")
                .badFrom(1),
            Panel.of(Look.STAT, "Tasks failing", "short", "Tasks whose last run failed.")
                .with(
                    "count ("
                        + Series.of(Metric.TASK_STATE, "code!~\"OK|NOTHING_TO_DO|TRY_AGAIN\"")
                        + ") or vector(0)",
                    "tasks")
                .badFrom(1),
            Panel.of(Look.LINES, "Opened", "short", "Incidents that were opened.")
                .with(
                    "sum by (pipeline) ("
                        + Series.increase(Series.of(Metric.INCIDENTS_OPENED))
                        + ")",
                    "{{pipeline}}"),
            Panel.of(
                    Look.LINES,
                    "Alerts firing",
                    "short",
                    "Alerts of Azud that fire, as Prometheus keeps them.")
                .with(
                    "count by (alertname) (ALERTS{alertname=~\"Azud.*\", alertstate=\"firing\"}) or vector(0)",
                    "{{alertname}}")));
  }

  private static Row theWatching() {
    return new Row(
        "The watching",
        List.of(
            Panel.of(
                    Look.TABLE,
                    "Targets",
                    "bool",
                    "Whether each target answered last, and in time.")
                .with("min by (pipeline, target) (" + Series.of(Metric.PROBE_UP) + ")", ""),
            Panel.of(Look.LINES, "What fails now", "short", "Targets that do not answer, and why.")
                .with(
                    "max by (pipeline, target, code) ("
                        + Series.of(Metric.PROBE_PROBLEM)
                        + ") or vector(0)",
                    "{{pipeline}} {{target}} {{code}}"),
            Panel.of(
                    Look.LINES,
                    "Age of the answers",
                    "s",
                    "How old the last answer of each target is. Beyond a minute the numbers above it are old.")
                .with(
                    "max by (pipeline, target) (" + Series.of(Metric.PROBE_AGE) + ")",
                    "{{pipeline}} {{target}}")
                .badFrom(60),
            Panel.of(
                    Look.LINES,
                    "Time of a question",
                    "s",
                    "How long the last question to each target took.")
                .with(
                    "max by (pipeline, target) (" + Series.of(Metric.PROBE_DURATION) + ")",
                    "{{pipeline}} {{target}}")));
  }

  private static Row theServer() {
    return new Row(
        "The server",
        List.of(
            Panel.of(Look.LINES, "Questions that failed", "short", "By error code.")
                .with(
                    "sum by (pipeline, target, code) ("
                        + Series.increase(Series.of(Metric.PROBE_FAILURES))
                        + ") or vector(0)",
                    "{{pipeline}} {{target}} {{code}}"),
            Panel.of(
                    Look.LINES,
                    "Disk left",
                    "percentunit",
                    "Share of the file system that is free, for the embedded platform and temporary files.")
                .with(
                    "min by (volume) ("
                        + Series.of(Metric.DISK_FREE)
                        + " / "
                        + Series.of(Metric.DISK_SIZE)
                        + ")",
                    "{{volume}}"),
            Panel.of(Look.LINES, "Heap of the server", "bytes", "Heap memory of azud serve.")
                .with(
                    "sum by (instance) ("
                        + Series.foreign("jvm_memory_used_bytes", "area=\"heap\"")
                        + ")",
                    "{{instance}}"),
            Panel.of(
                    Look.LINES,
                    "Processor time of the server",
                    "percentunit",
                    "Cores that azud serve uses.")
                .with(
                    "sum by (instance) ("
                        + Series.rate(Series.foreign("process_cpu_seconds_total"))
                        + ")",
                    "{{instance}}"),
            Panel.of(
                    Look.LINES,
                    "Series left out",
                    "short",
                    "Series that are not shown because a label has too many values.")
                .with(
                    "sum by (metric) (" + Series.of(Metric.SERIES_LEFT_OUT) + ") or vector(0)",
                    "{{metric}}")));
  }
}
