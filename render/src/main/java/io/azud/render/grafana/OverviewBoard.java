// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import io.azud.render.metric.Metric;
import java.util.List;

/** Do the data of all pipelines flow, and are the promises kept? */
final class OverviewBoard {
  private OverviewBoard() {}

  static Board board() {
    return new Board(
        "azud-overview",
        "Azud / Overview",
        "Do the data of all pipelines flow, and are the promises kept?",
        List.of(
            Variable.job(Metric.BUILD_INFO.text()),
            Variable.instance(Metric.BUILD_INFO.text()),
            Variable.pipeline(Metric.PIPELINE_INFO.text())),
        List.of(promises(), flow(), quality()));
  }

  private static Row promises() {
    return new Row(
        "Promises",
        List.of(
            Panel.of(Look.STAT, "Pipelines", "short", "Pipelines that the server watches.")
                .with("count (" + Series.of(Metric.PIPELINE_INFO) + ")", "pipelines"),
            Panel.of(
                    Look.STAT,
                    "Late",
                    "short",
                    "Pairs of pipeline and sink that lack records older than the promised freshness. 0 is good.")
                .with(
                    "count (("
                        + Series.age(Series.of(Metric.SINK_FRESHNESS))
                        + ") > on (job, instance, pipeline) group_left () "
                        + Series.of(Metric.OBJECTIVE_FRESHNESS)
                        + ") or vector(0)",
                    "late")
                .badFrom(1),
            Panel.of(
                    Look.STAT,
                    "Records waiting",
                    "short",
                    "Records that a sink has still to take, over all pipelines and sinks.")
                .with("sum (" + Series.of(Metric.SINK_LAG) + ")", "records"),
            Panel.of(Look.STAT, "Tasks failing", "short", "Tasks whose last run failed. 0 is good.")
                .with(
                    "count ("
                        + Series.of(Metric.TASK_STATE, "code!~\"OK|NOTHING_TO_DO|TRY_AGAIN\"")
                        + ") or vector(0)",
                    "tasks")
                .badFrom(1),
            Panel.of(
                    Look.STAT,
                    "Open incidents",
                    "short",
                    "Incidents that are not resolved. 0 is good.")
                .with(
                    "sum (" + Series.of(Metric.INCIDENTS, "state!=\"resolved\"") + ") or vector(0)",
                    "incidents")
                .badFrom(1),
            Panel.of(
                    Look.STAT,
                    "Not answering",
                    "short",
                    "Targets that do not answer the server: source, ledger or stores. 0 is good.")
                .with("count (" + Series.of(Metric.PROBE_UP) + " == 0) or vector(0)", "targets")
                .badFrom(1)));
  }

  private static Row flow() {
    return new Row(
        "Flow",
        List.of(
            Panel.of(Look.LINES, "Arriving", "wps", "Records that come to the sources, a second.")
                .with(
                    "sum by (pipeline) (" + Series.rate(Series.of(Metric.SOURCE_ARRIVED)) + ")",
                    "{{pipeline}}"),
            Panel.of(
                    Look.LINES,
                    "Taken",
                    "wps",
                    "Records that the sinks take, a second. Follows what arrives.")
                .with(
                    "sum by (pipeline, sink) (" + Series.rate(Series.of(Metric.RECORDS_READ)) + ")",
                    "{{pipeline}} {{sink}}"),
            Panel.of(
                    Look.LINES,
                    "Age of the oldest record waiting",
                    "s",
                    "How long the oldest record has waited that a sink has still to take; the promise of freshness is about this.")
                .with(
                    "max by (pipeline, sink) ("
                        + Series.age(Series.of(Metric.SINK_FRESHNESS))
                        + ")",
                    "{{pipeline}} {{sink}}"),
            Panel.of(
                    Look.LINES,
                    "Records waiting",
                    "short",
                    "Records that each sink has still to take. A line that only rises is a pipeline that cannot keep up.")
                .with(
                    "sum by (pipeline, sink) (" + Series.of(Metric.SINK_LAG) + ")",
                    "{{pipeline}} {{sink}}")));
  }

  private static Row quality() {
    return new Row(
        "Quality",
        List.of(
            Panel.of(
                    Look.LINES,
                    "Share rejected",
                    "percentunit",
                    "Share of the records read that became dead letters.")
                .with(
                    "sum by (pipeline) ("
                        + Series.increase(Series.of(Metric.RECORDS, "result=\"rejected\""))
                        + ") / (sum by (pipeline) ("
                        + Series.increase(Series.of(Metric.RECORDS_READ))
                        + ") > 0)",
                    "{{pipeline}}"),
            Panel.of(Look.BARS, "Dead letters", "short", "Dead letters that wait to be looked at.")
                .with("sum by (pipeline) (" + Series.of(Metric.DEAD_LETTERS) + ")", "{{pipeline}}"),
            Panel.of(
                    Look.LINES,
                    "Partitions whose books do not balance",
                    "short",
                    "Must be 0: otherwise run azud verify.")
                .with(
                    "sum by (pipeline, sink) (" + Series.of(Metric.BOOKS_UNBALANCED) + ")",
                    "{{pipeline}} {{sink}}")
                .badFrom(1),
            Panel.of(
                    Look.LINES,
                    "Margin to deletion",
                    "percentunit",
                    "How far the deletion of old records in the source is behind each sink. Near 0 records are about to be lost.")
                .with(
                    "min by (pipeline, sink) (" + Series.of(Metric.SINK_RETENTION_MARGIN) + ")",
                    "{{pipeline}} {{sink}}"),
            Panel.of(
                    Look.TABLE,
                    "Last outcome of each task",
                    "short",
                    "The code that the last run of each task ended with.")
                .with("max by (pipeline, task, code) (" + Series.of(Metric.TASK_STATE) + ")", "")));
  }
}
