// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import java.util.List;

/** The scheduler and the DAGs, from StatsD or OpenTelemetry. */
final class AirflowBoard {
  private AirflowBoard() {}

  static Board board() {
    return new Board(
        "azud-airflow",
        "Azud / Airflow",
        "The scheduler and the DAGs, from StatsD or OpenTelemetry.",
        List.of(
            Variable.job("airflow_scheduler_heartbeat"),
            Variable.instance("airflow_scheduler_heartbeat")),
        List.of(scheduler(), dags()));
  }

  private static Row scheduler() {
    return new Row(
        "Scheduler",
        List.of(
            Panel.of(
                    Look.STAT,
                    "Heartbeat",
                    "ops",
                    "Heartbeats of the scheduler, a second. 0 means that it hangs.")
                .with(
                    "sum (" + Series.rate(Series.foreign("airflow_scheduler_heartbeat")) + ")",
                    "heartbeats"),
            Panel.of(
                    Look.STAT,
                    "Import errors",
                    "short",
                    "DAG files that cannot be read. Must be 0.")
                .with(
                    "max (" + Series.foreign("airflow_dag_processing_import_errors") + ")", "files")
                .badFrom(1),
            Panel.of(Look.STAT, "Open slots", "short", "Tasks that the executor could start now.")
                .with("sum (" + Series.foreign("airflow_executor_open_slots") + ")", "slots"),
            Panel.of(Look.LINES, "Tasks in the executor", "short", "Running and queued.")
                .with("sum (" + Series.foreign("airflow_executor_running_tasks") + ")", "running")
                .with("sum (" + Series.foreign("airflow_executor_queued_tasks") + ")", "queued"),
            Panel.of(
                    Look.LINES, "Open slots of the pools", "short", "A pool at 0 makes tasks wait.")
                .with(
                    "min by (pool_name) (" + Series.foreign("airflow_pool_open_slots") + ")",
                    "{{pool_name}}")));
  }

  private static Row dags() {
    return new Row(
        "DAGs",
        List.of(
            Panel.of(Look.LINES, "Duration of runs", "s", "How long successful runs take.")
                .with(
                    "max by (dag_id) ("
                        + Series.foreign("airflow_dagrun_duration_success", "quantile=\"0.9\"")
                        + ")",
                    "{{dag_id}}"),
            Panel.of(Look.LINES, "Failed runs", "short", "Runs that failed.")
                .with(
                    "sum by (dag_id) ("
                        + Series.increase(Series.foreign("airflow_dagrun_duration_failed_count"))
                        + ")",
                    "{{dag_id}}"),
            Panel.of(Look.LINES, "Task instances finished", "short", "By state.")
                .with(
                    "sum by (dag_id, state) ("
                        + Series.increase(Series.foreign("airflow_ti_finish"))
                        + ")",
                    "{{dag_id}} {{state}}"),
            Panel.of(Look.LINES, "Duration of tasks", "s", "How long each of the six tasks takes.")
                .with(
                    "max by (dag_id, task_id) ("
                        + Series.foreign("airflow_task_duration", "quantile=\"0.9\"")
                        + ")",
                    "{{dag_id}} {{task_id}}")));
  }
}
