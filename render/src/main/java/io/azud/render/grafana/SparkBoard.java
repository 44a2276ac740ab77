// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import java.util.List;

/** Drivers and executors as PrometheusServlet shows them. */
final class SparkBoard {
  private SparkBoard() {}

  static Board board() {
    return new Board(
        "azud-spark",
        "Azud / Spark",
        "Drivers and executors as PrometheusServlet shows them.",
        List.of(
            Variable.job("metrics_executor_totalCores"),
            Variable.instance("metrics_executor_totalCores")),
        List.of(executors(), driver()));
  }

  private static Row executors() {
    return new Row(
        "Executors",
        List.of(
            Panel.of(Look.STAT, "Cores", "short", "Cores of all executors.")
                .with("sum (" + Series.foreign("metrics_executor_totalCores") + ")", "cores"),
            Panel.of(Look.STAT, "Tasks running", "short", "Tasks that run now.")
                .with("sum (" + Series.foreign("metrics_executor_activeTasks") + ")", "tasks"),
            Panel.of(Look.STAT, "Tasks failed", "short", "Tasks that failed since the start.")
                .with(
                    "sum (" + Series.foreign("metrics_executor_failedTasks_total") + ")", "tasks"),
            Panel.of(Look.LINES, "Tasks finished", "ops", "Tasks that executors finish, a second.")
                .with(
                    "sum by (application_name) ("
                        + Series.rate(Series.foreign("metrics_executor_completedTasks_total"))
                        + ")",
                    "{{application_name}}"),
            Panel.of(
                    Look.LINES, "Storage memory", "bytes", "Memory that executors use for storage.")
                .with(
                    "sum by (application_name, executor_id) ("
                        + Series.foreign("metrics_executor_memoryUsed_bytes")
                        + ")",
                    "{{application_name}} {{executor_id}}"),
            Panel.of(Look.LINES, "Heap of the executors", "bytes", "Heap memory at its peak.")
                .with(
                    "max by (application_name, executor_id) ("
                        + Series.foreign("metrics_executor_JVMHeapMemory_bytes")
                        + ")",
                    "{{application_name}} {{executor_id}}"),
            Panel.of(
                    Look.LINES,
                    "Time in garbage collection",
                    "percentunit",
                    "Share of task time that goes into garbage collection. Above 0.1 executors need memory.")
                .with(
                    "sum by (application_name) ("
                        + Series.rate(Series.foreign("metrics_executor_totalGCTime_seconds_total"))
                        + ") / (sum by (application_name) ("
                        + Series.rate(
                            Series.foreign("metrics_executor_totalDuration_seconds_total"))
                        + ") > 0)",
                    "{{application_name}}")
                .badFrom(0.1)));
  }

  private static Row driver() {
    return new Row(
        "Driver",
        List.of(
            Panel.of(Look.LINES, "Heap of the drivers", "bytes", "Heap memory that drivers use.")
                .with(
                    "max by (instance) ("
                        + Series.foreign("metrics_azud_driver_jvm_heap_used_Value")
                        + ")",
                    "{{instance}}"),
            Panel.of(Look.LINES, "Jobs", "short", "Jobs that run now: a pass is one.")
                .with(
                    "max by (instance) ("
                        + Series.foreign("metrics_azud_driver_DAGScheduler_job_activeJobs_Value")
                        + ")",
                    "{{instance}}"),
            Panel.of(Look.LINES, "Stages", "short", "Stages that wait and that run.")
                .with(
                    "max by (instance) ("
                        + Series.foreign(
                            "metrics_azud_driver_DAGScheduler_stage_waitingStages_Value")
                        + ")",
                    "{{instance}} waiting")
                .with(
                    "max by (instance) ("
                        + Series.foreign(
                            "metrics_azud_driver_DAGScheduler_stage_runningStages_Value")
                        + ")",
                    "{{instance}} running")));
  }
}
