// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import io.azud.render.metric.Metric;
import java.util.List;

/** One pipeline from its source to its stores. */
final class PipelineBoard {
  private PipelineBoard() {}

  static Board board() {
    return new Board(
        "azud-pipeline",
        "Azud / Pipeline",
        "One pipeline from its source to its stores.",
        List.of(
            Variable.job(Metric.BUILD_INFO.text()),
            Variable.instance(Metric.BUILD_INFO.text()),
            Variable.pipeline(Metric.PIPELINE_INFO.text())),
        List.of(now(), flow(), waiting(), batches(), written(), deadLetters(), tasks()));
  }

  private static Row now() {
    return new Row(
        "Now",
        List.of(
            Panel.of(
                    Look.STAT,
                    "Age of the oldest record waiting",
                    "s",
                    "How long the oldest record has waited that the hindmost sink has still to take.")
                .with(
                    "max by (pipeline) (" + Series.age(Series.of(Metric.SINK_FRESHNESS)) + ")",
                    "{{pipeline}}"),
            Panel.of(Look.STAT, "Freshness promised", "s", "The objective in the pipeline file.")
                .with(
                    "max by (pipeline) (" + Series.of(Metric.OBJECTIVE_FRESHNESS) + ")",
                    "{{pipeline}}"),
            Panel.of(
                    Look.STAT,
                    "Records waiting",
                    "short",
                    "Records that the hindmost sink has still to take.")
                .with("max by (pipeline) (" + Series.of(Metric.SINK_LAG) + ")", "{{pipeline}}"),
            Panel.of(Look.STAT, "Last commit", "s", "Time since a sink took something last.")
                .with(
                    "min by (pipeline) (" + Series.age(Series.of(Metric.SINK_COMMITTED)) + ")",
                    "{{pipeline}}"),
            Panel.of(
                    Look.STAT,
                    "Taken over",
                    "s",
                    "Time since an instance or a task took the pipeline over.")
                .with(
                    "min by (pipeline) (" + Series.age(Series.of(Metric.PIPELINE_TAKEN_OVER)) + ")",
                    "{{pipeline}}"),
            Panel.of(
                    Look.STAT,
                    "Lost",
                    "short",
                    "Records that the source has deleted and a sink has not taken. Must be 0.")
                .with("max by (pipeline) (" + Series.of(Metric.SINK_LOST) + ")", "{{pipeline}}")
                .badFrom(1)));
  }

  private static Row flow() {
    return new Row(
        "Flow",
        List.of(
            Panel.of(
                    Look.LINES,
                    "Arriving and taken",
                    "wps",
                    "Records a second that come to the source, and that each sink takes.")
                .with(
                    "sum by (pipeline) (" + Series.rate(Series.of(Metric.SOURCE_ARRIVED)) + ")",
                    "{{pipeline}} arriving")
                .with(
                    "sum by (pipeline, sink) (" + Series.rate(Series.of(Metric.RECORDS_READ)) + ")",
                    "{{pipeline}} {{sink}}"),
            Panel.of(
                    Look.LINES,
                    "What became of the records",
                    "wps",
                    "Accepted, rejected, filtered out and tombstones, a second.")
                .with(
                    "sum by (pipeline, sink, result) ("
                        + Series.rate(Series.of(Metric.RECORDS))
                        + ")",
                    "{{sink}} {{result}}"),
            Panel.of(
                    Look.LINES,
                    "Newest record",
                    "s",
                    "Age of the newest record that each sink has passed: grows when nothing arrives.")
                .with(
                    "min by (pipeline, sink) (" + Series.age(Series.of(Metric.SINK_NEWEST)) + ")",
                    "{{pipeline}} {{sink}}")));
  }

  private static Row waiting() {
    return new Row(
        "Waiting",
        List.of(
            Panel.of(
                    Look.LINES,
                    "Records waiting",
                    "short",
                    "Records that each sink has still to take, and the objective.")
                .with(
                    "sum by (pipeline, sink) (" + Series.of(Metric.SINK_LAG) + ")",
                    "{{pipeline}} {{sink}}")
                .with(
                    "max by (pipeline) (" + Series.of(Metric.OBJECTIVE_LAG) + ")",
                    "{{pipeline}} objective"),
            Panel.of(
                    Look.LINES,
                    "Waiting by partition",
                    "short",
                    "Where the waiting records are: one partition alone points at its key or its broker.")
                .with(
                    "max by (pipeline, partition) (" + Series.of(Metric.PARTITION_LAG) + ")",
                    "{{pipeline}} {{partition}}"),
            Panel.of(
                    Look.LINES,
                    "Lag in seconds",
                    "s",
                    "Age of the oldest waiting record when the source was asked last.")
                .with(
                    "max by (pipeline, sink) (" + Series.of(Metric.SINK_LAG_SECONDS) + ")",
                    "{{pipeline}} {{sink}}")));
  }

  private static Row batches() {
    return new Row(
        "Batches",
        List.of(
            Panel.of(
                    Look.LINES,
                    "Duration, 95 of 100",
                    "s",
                    "What 95 of 100 batches take at most, by stage: work is read to write, commit the commits.")
                .with(
                    "histogram_quantile(0.95, sum by (pipeline, stage, le) ("
                        + Series.rate(Series.ofPart(Metric.BATCH_DURATION, "_bucket"))
                        + "))",
                    "{{pipeline}} {{stage}}"),
            Panel.of(Look.LINES, "Duration, mean", "s", "Mean time of a batch by stage.")
                .with(
                    "sum by (pipeline, stage) ("
                        + Series.rate(Series.ofPart(Metric.BATCH_DURATION, "_sum"))
                        + ") / (sum by (pipeline, stage) ("
                        + Series.rate(Series.ofPart(Metric.BATCH_DURATION, "_count"))
                        + ") > 0)",
                    "{{pipeline}} {{stage}}"),
            Panel.of(
                    Look.LINES,
                    "Commits",
                    "short",
                    "Commits by how they ended. Unknown ones are looked up, never repeated; fenced ones come from an older instance.")
                .with(
                    "sum by (pipeline, sink, outcome) ("
                        + Series.increase(Series.of(Metric.COMMITS))
                        + ")",
                    "{{sink}} {{outcome}}")));
  }

  private static Row written() {
    return new Row(
        "Written",
        List.of(
            Panel.of(
                    Look.LINES,
                    "Written",
                    "Bps",
                    "Bytes of data files that became visible, a second.")
                .with(
                    "sum by (pipeline, sink) ("
                        + Series.rate(Series.of(Metric.WRITTEN_BYTES))
                        + ")",
                    "{{pipeline}} {{sink}}"),
            Panel.of(Look.LINES, "Files written", "short", "Data files that became visible.")
                .with(
                    "sum by (pipeline, sink) ("
                        + Series.increase(Series.of(Metric.WRITTEN_FILES))
                        + ")",
                    "{{pipeline}} {{sink}}"),
            Panel.of(
                    Look.LINES,
                    "Prepared batches",
                    "short",
                    "Batches that wait for cargar_datos_task: 1 for long means that it does not run.")
                .with(
                    "max by (pipeline) (" + Series.of(Metric.BATCHES_PREPARED) + ")",
                    "{{pipeline}}")));
  }

  private static Row deadLetters() {
    return new Row(
        "Dead letters",
        List.of(
            Panel.of(
                    Look.BARS,
                    "By rule",
                    "short",
                    "What the rejected records broke: azud deadletters list shows them.")
                .with(
                    "max by (pipeline, stage, rule) (" + Series.of(Metric.DEAD_LETTERS) + ")",
                    "{{stage}} {{rule}}"),
            Panel.of(
                    Look.LINES,
                    "Rejected, warned, recovered",
                    "short",
                    "Records that became dead letters, that were accepted with a warning, and dead letters that came back.")
                .with(
                    "max by (pipeline) ("
                        + Series.increase(Series.of(Metric.RECORDS, "result=\"rejected\""))
                        + ")",
                    "{{pipeline}} rejected")
                .with(
                    "max by (pipeline) (" + Series.increase(Series.of(Metric.RECORDS_WARNED)) + ")",
                    "{{pipeline}} warned")
                .with(
                    "max by (pipeline) ("
                        + Series.increase(Series.of(Metric.RECORDS_RECOVERED))
                        + ")",
                    "{{pipeline}} recovered")));
  }

  private static Row tasks() {
    return new Row(
        "Tasks",
        List.of(
            Panel.of(
                    Look.TABLE,
                    "Last outcome",
                    "short",
                    "The code that the last run of each task ended with.")
                .with("max by (pipeline, task, code) (" + Series.of(Metric.TASK_STATE) + ")", ""),
            Panel.of(
                    Look.LINES,
                    "Duration of the last run",
                    "s",
                    "How long the last run of each task took.")
                .with(
                    "max by (pipeline, task) (" + Series.of(Metric.TASK_DURATION) + ")",
                    "{{pipeline}} {{task}}"),
            Panel.of(
                    Look.LINES,
                    "Since the last success",
                    "s",
                    "Time since each task last did its work or had nothing to do.")
                .with(
                    "max by (pipeline, task) (" + Series.age(Series.of(Metric.TASK_SUCCESS)) + ")",
                    "{{pipeline}} {{task}}"),
            Panel.of(Look.LINES, "Runs", "short", "Runs of the tasks by how they ended.")
                .with(
                    "sum by (pipeline, outcome) ("
                        + Series.increase(Series.of(Metric.TASK_RUNS))
                        + ")",
                    "{{pipeline}} {{outcome}}")));
  }
}
