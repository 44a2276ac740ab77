// SPDX-License-Identifier: Apache-2.0
package io.azud.render.metric;

import java.util.List;

/** Every metric that the server exposes. A name that is changed is kept for one more release. */
public enum Metric {
  PIPELINE_INFO(
      MetricGroup.PIPELINES,
      "azud_pipeline_info",
      MetricType.GAUGE,
      Unit.FLAG,
      "Always 1; says where the pipeline reads.",
      Label.PIPELINE,
      Label.SOURCE,
      Label.TOPIC),
  PIPELINE_EPOCH(
      MetricGroup.PIPELINES,
      "azud_pipeline_epoch",
      MetricType.GAUGE,
      Unit.COUNT,
      "Grows by one each time an instance or a task takes the pipeline over.",
      Label.PIPELINE),
  PIPELINE_TAKEN_OVER(
      MetricGroup.PIPELINES,
      "azud_pipeline_taken_over_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When that happened last.",
      Label.PIPELINE),
  OBJECTIVE_FRESHNESS(
      MetricGroup.PIPELINES,
      "azud_objective_freshness_seconds",
      MetricType.GAUGE,
      Unit.SECONDS,
      "The declared objective; absent when none is declared.",
      Label.PIPELINE),
  OBJECTIVE_LAG(
      MetricGroup.PIPELINES,
      "azud_objective_lag_records",
      MetricType.GAUGE,
      Unit.RECORDS,
      "The declared objective; absent when none is declared.",
      Label.PIPELINE),
  OBJECTIVE_DEAD_LETTERS(
      MetricGroup.PIPELINES,
      "azud_objective_dead_letter_ratio",
      MetricType.GAUGE,
      Unit.RATIO,
      "Share of rejected records above which the pipeline stops.",
      Label.PIPELINE),
  SOURCE_PARTITIONS(
      MetricGroup.SOURCE,
      "azud_source_partitions",
      MetricType.GAUGE,
      Unit.COUNT,
      "Partitions of the source; for files, the lanes that they are dealt out over.",
      Label.PIPELINE),
  SOURCE_KEPT(
      MetricGroup.SOURCE,
      "azud_source_kept_records",
      MetricType.GAUGE,
      Unit.POSITIONS,
      "Positions that the source still keeps; for files, files.",
      Label.PIPELINE),
  SOURCE_ARRIVED(
      MetricGroup.SOURCE,
      "azud_source_arrived_records_total",
      MetricType.COUNTER,
      Unit.POSITIONS,
      "Positions that the source has ever had; its rate is the rate of arrival.",
      Label.PIPELINE),
  SOURCE_REPLACED(
      MetricGroup.SOURCE,
      "azud_source_replaced",
      MetricType.GAUGE,
      Unit.FLAG,
      "1 when the source is not the one that the pipeline has read so far.",
      Label.PIPELINE),
  SINK_LAG(
      MetricGroup.SINKS,
      "azud_sink_lag_records",
      MetricType.GAUGE,
      Unit.POSITIONS,
      "Positions that the sink has still to take.",
      Label.PIPELINE,
      Label.SINK),
  SINK_LAG_SECONDS(
      MetricGroup.SINKS,
      "azud_sink_lag_seconds",
      MetricType.GAUGE,
      Unit.SECONDS,
      "Age of the oldest record that the sink has still to take; 0 when there is none.",
      Label.PIPELINE,
      Label.SINK),
  SINK_FRESHNESS(
      MetricGroup.SINKS,
      "azud_sink_freshness_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "The sink holds all that came to the source until then. It stands still while source or sink cannot be asked.",
      Label.PIPELINE,
      Label.SINK),
  SINK_NEWEST(
      MetricGroup.SINKS,
      "azud_sink_newest_record_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When the newest record that the sink has passed came to the source.",
      Label.PIPELINE,
      Label.SINK),
  SINK_COMMITTED(
      MetricGroup.SINKS,
      "azud_sink_last_commit_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When the books of the newest range that the sink holds were closed.",
      Label.PIPELINE,
      Label.SINK),
  SINK_RETENTION_MARGIN(
      MetricGroup.SINKS,
      "azud_sink_retention_margin_ratio",
      MetricType.GAUGE,
      Unit.RATIO,
      "How far the source's deletion of old records is behind the sink, as a share of what is kept, in the worst partition; 1 as long as nothing was deleted or nothing is pending.",
      Label.PIPELINE,
      Label.SINK),
  SINK_LOST(
      MetricGroup.SINKS,
      "azud_sink_lost_records",
      MetricType.GAUGE,
      Unit.POSITIONS,
      "Positions that the sink has still to take and the source no longer has.",
      Label.PIPELINE,
      Label.SINK),
  SINK_LOSS_ACCEPTED(
      MetricGroup.SINKS,
      "azud_sink_loss_accepted_records_total",
      MetricType.COUNTER,
      Unit.POSITIONS,
      "Lost positions that somebody decided to go on without.",
      Label.PIPELINE,
      Label.SINK),
  PARTITION_LAG(
      MetricGroup.SINKS,
      "azud_partition_lag_records",
      MetricType.GAUGE,
      Unit.POSITIONS,
      "Positions of one partition that the sink has still to take.",
      Label.PIPELINE,
      Label.SINK,
      Label.PARTITION),
  RECORDS_READ(
      MetricGroup.RECORDS,
      "azud_records_read_total",
      MetricType.COUNTER,
      Unit.RECORDS,
      "Records read of the ranges that the sink holds.",
      Label.PIPELINE,
      Label.SINK),
  RECORDS(
      MetricGroup.RECORDS,
      "azud_records_total",
      MetricType.COUNTER,
      Unit.RECORDS,
      "What became of them; the results add up to what was read.",
      Label.PIPELINE,
      Label.SINK,
      Label.RESULT),
  RECORDS_WARNED(
      MetricGroup.RECORDS,
      "azud_records_warned_total",
      MetricType.COUNTER,
      Unit.RECORDS,
      "Accepted records that failed a check with `onFail: warn`.",
      Label.PIPELINE,
      Label.SINK),
  RECORDS_RECOVERED(
      MetricGroup.RECORDS,
      "azud_records_recovered_total",
      MetricType.COUNTER,
      Unit.RECORDS,
      "Dead letters that were redriven with success.",
      Label.PIPELINE),
  DEAD_LETTERS(
      MetricGroup.RECORDS,
      "azud_dead_letters",
      MetricType.GAUGE,
      Unit.RECORDS,
      "Dead letters in the ledger that were not recovered.",
      Label.PIPELINE,
      Label.STAGE,
      Label.RULE),
  BOOKS_UNBALANCED(
      MetricGroup.RECORDS,
      "azud_books_unbalanced_partitions",
      MetricType.GAUGE,
      Unit.COUNT,
      "Partitions whose books do not cover everything from the base to the watermark. Must be 0.",
      Label.PIPELINE,
      Label.SINK),
  COMMITS(
      MetricGroup.BATCHES,
      "azud_commits_total",
      MetricType.COUNTER,
      Unit.COUNT,
      "Commits of a batch to a sink.",
      Label.PIPELINE,
      Label.SINK,
      Label.OUTCOME),
  WRITTEN_BYTES(
      MetricGroup.BATCHES,
      "azud_written_bytes_total",
      MetricType.COUNTER,
      Unit.BYTES,
      "Bytes of the data files that were committed.",
      Label.PIPELINE,
      Label.SINK),
  WRITTEN_FILES(
      MetricGroup.BATCHES,
      "azud_written_files_total",
      MetricType.COUNTER,
      Unit.COUNT,
      "Data files that were committed.",
      Label.PIPELINE,
      Label.SINK),
  BATCH_DURATION(
      MetricGroup.BATCHES,
      "azud_batch_duration_seconds",
      MetricType.HISTOGRAM,
      Unit.SECONDS,
      "Time of a batch: `work` is read to write, `commit` the commits as a whole, `load` the loading of a prepared batch.",
      Label.PIPELINE,
      Label.STAGE),
  BATCHES_PREPARED(
      MetricGroup.BATCHES,
      "azud_batches_prepared",
      MetricType.GAUGE,
      Unit.COUNT,
      "Batches that wait for `cargar_datos_task`.",
      Label.PIPELINE),
  LAKE_SNAPSHOTS(
      MetricGroup.STORES,
      "azud_lake_snapshots",
      MetricType.GAUGE,
      Unit.COUNT,
      "Snapshots in the table's metadata.",
      Label.PIPELINE),
  LAKE_FILES(
      MetricGroup.STORES,
      "azud_lake_data_files",
      MetricType.GAUGE,
      Unit.COUNT,
      "Data files of the current snapshot.",
      Label.PIPELINE),
  LAKE_SMALL_FILES(
      MetricGroup.STORES,
      "azud_lake_small_files",
      MetricType.GAUGE,
      Unit.COUNT,
      "Data files below a quarter of the size that the table aims at.",
      Label.PIPELINE),
  LAKE_ROWS(
      MetricGroup.STORES,
      "azud_lake_rows",
      MetricType.GAUGE,
      Unit.RECORDS,
      "Rows of the current snapshot.",
      Label.PIPELINE),
  LAKE_BYTES(
      MetricGroup.STORES,
      "azud_lake_bytes",
      MetricType.GAUGE,
      Unit.BYTES,
      "Bytes of the data files of the current snapshot.",
      Label.PIPELINE),
  LAKE_COMMITTED(
      MetricGroup.STORES,
      "azud_lake_snapshot_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When the current snapshot was made.",
      Label.PIPELINE),
  POSTGRES_BYTES(
      MetricGroup.STORES,
      "azud_postgres_table_bytes",
      MetricType.GAUGE,
      Unit.BYTES,
      "Bytes of the table with partitions and indexes.",
      Label.PIPELINE),
  POSTGRES_PARTITIONS(
      MetricGroup.STORES,
      "azud_postgres_partitions",
      MetricType.GAUGE,
      Unit.COUNT,
      "Partitions attached, without the default one.",
      Label.PIPELINE),
  POSTGRES_AHEAD(
      MetricGroup.STORES,
      "azud_postgres_partitions_ahead",
      MetricType.GAUGE,
      Unit.COUNT,
      "Periods after the current one whose partition exists, without a gap.",
      Label.PIPELINE),
  POSTGRES_AHEAD_DECLARED(
      MetricGroup.STORES,
      "azud_postgres_partitions_ahead_declared",
      MetricType.GAUGE,
      Unit.COUNT,
      "How many should.",
      Label.PIPELINE),
  POSTGRES_CURRENT_MISSING(
      MetricGroup.STORES,
      "azud_postgres_current_partition_missing",
      MetricType.GAUGE,
      Unit.FLAG,
      "1 when the current period has no partition: its rows fall into the default one.",
      Label.PIPELINE),
  POSTGRES_STRAYS(
      MetricGroup.STORES,
      "azud_postgres_default_partition_rows",
      MetricType.GAUGE,
      Unit.RECORDS,
      "Rows in the default partition, counted up to 100 000.",
      Label.PIPELINE),
  TASK_RUNS(
      MetricGroup.TASKS,
      "azud_task_runs_total",
      MetricType.COUNTER,
      Unit.COUNT,
      "Runs of a task.",
      Label.PIPELINE,
      Label.TASK,
      Label.OUTCOME),
  TASK_STATE(
      MetricGroup.TASKS,
      "azud_task_last_outcome",
      MetricType.GAUGE,
      Unit.FLAG,
      "Always 1; the code that the last run ended with.",
      Label.PIPELINE,
      Label.TASK,
      Label.CODE),
  TASK_RUN(
      MetricGroup.TASKS,
      "azud_task_last_run_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When the last run ended.",
      Label.PIPELINE,
      Label.TASK),
  TASK_SUCCESS(
      MetricGroup.TASKS,
      "azud_task_last_success_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When the last run ended that did its work or had nothing to do.",
      Label.PIPELINE,
      Label.TASK),
  TASK_DURATION(
      MetricGroup.TASKS,
      "azud_task_last_duration_seconds",
      MetricType.GAUGE,
      Unit.SECONDS,
      "How long the last run took.",
      Label.PIPELINE,
      Label.TASK),
  INCIDENTS(
      MetricGroup.INCIDENTS,
      "azud_incidents",
      MetricType.GAUGE,
      Unit.COUNT,
      "Incidents by state.",
      Label.PIPELINE,
      Label.STATE),
  INCIDENTS_OPENED(
      MetricGroup.INCIDENTS,
      "azud_incidents_opened_total",
      MetricType.COUNTER,
      Unit.COUNT,
      "Incidents ever opened.",
      Label.PIPELINE),
  PROBE_UP(
      MetricGroup.SERVER,
      "azud_probe_up",
      MetricType.GAUGE,
      Unit.FLAG,
      "1 when the last question to the target was answered in time.",
      Label.PIPELINE,
      Label.TARGET),
  PROBE_PROBLEM(
      MetricGroup.SERVER,
      "azud_probe_problem",
      MetricType.GAUGE,
      Unit.FLAG,
      "1 with the code that the last question to the target failed with; absent while it answers.",
      Label.PIPELINE,
      Label.TARGET,
      Label.CODE),
  PROBE_AGE(
      MetricGroup.SERVER,
      "azud_probe_age_seconds",
      MetricType.GAUGE,
      Unit.SECONDS,
      "How old the target's last answer is; absent before the first.",
      Label.PIPELINE,
      Label.TARGET),
  PROBE_DURATION(
      MetricGroup.SERVER,
      "azud_probe_duration_seconds",
      MetricType.GAUGE,
      Unit.SECONDS,
      "How long the last question took.",
      Label.PIPELINE,
      Label.TARGET),
  PROBE_FAILURES(
      MetricGroup.SERVER,
      "azud_probe_failures_total",
      MetricType.COUNTER,
      Unit.COUNT,
      "Questions that failed.",
      Label.PIPELINE,
      Label.TARGET,
      Label.CODE),
  DISK_FREE(
      MetricGroup.SERVER,
      "azud_disk_free_bytes",
      MetricType.GAUGE,
      Unit.BYTES,
      "Space left for the embedded platform's data and for temporary files.",
      Label.VOLUME),
  DISK_SIZE(
      MetricGroup.SERVER,
      "azud_disk_size_bytes",
      MetricType.GAUGE,
      Unit.BYTES,
      "Size of that file system.",
      Label.VOLUME),
  SERIES_LEFT_OUT(
      MetricGroup.SERVER,
      "azud_series_left_out",
      MetricType.GAUGE,
      Unit.COUNT,
      "Series that were left out because a label has too many values.",
      Label.METRIC),
  BUILD_INFO(
      MetricGroup.SERVER,
      "azud_build_info",
      MetricType.GAUGE,
      Unit.FLAG,
      "Always 1.",
      Label.VERSION);

  private final MetricGroup group;
  private final String text;
  private final MetricType type;
  private final Unit unit;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Label> labels;

  Metric(MetricGroup group, String text, MetricType type, Unit unit, String help, Label... labels) {
    this.group = group;
    this.text = text;
    this.type = type;
    this.unit = unit;
    this.help = help;
    this.labels = List.of(labels);
  }

  public MetricGroup group() {
    return group;
  }

  /** The name in Prometheus. */
  public String text() {
    return text;
  }

  public MetricType type() {
    return type;
  }

  public Unit unit() {
    return unit;
  }

  /** One sentence for whoever reads the number. */
  public String help() {
    return help;
  }

  /** In the order in which label values are given. */
  public List<Label> labels() {
    return labels;
  }
}
