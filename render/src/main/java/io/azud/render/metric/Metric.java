// SPDX-License-Identifier: Apache-2.0
package io.azud.render.metric;

import java.util.List;

/**
 * Every metric that the server exposes: the one place where its name, type, unit and labels stand.
 *
 * <p>A name is a promise to dashboards, rules and people. Metrics are added; one that is renamed is
 * exposed under both names for a release.
 */
public enum Metric {
  PIPELINE_INFO(
      Group.PIPELINES,
      "azud_pipeline_info",
      MetricType.GAUGE,
      Unit.FLAG,
      "Always 1; says where the pipeline reads.",
      Label.PIPELINE,
      Label.SOURCE,
      Label.TOPIC),
  PIPELINE_EPOCH(
      Group.PIPELINES,
      "azud_pipeline_epoch",
      MetricType.GAUGE,
      Unit.COUNT,
      "Grows by one each time an instance or a task takes the pipeline over.",
      Label.PIPELINE),
  PIPELINE_TAKEN_OVER(
      Group.PIPELINES,
      "azud_pipeline_taken_over_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When that happened last.",
      Label.PIPELINE),
  OBJECTIVE_FRESHNESS(
      Group.PIPELINES,
      "azud_objective_freshness_seconds",
      MetricType.GAUGE,
      Unit.SECONDS,
      "The declared objective; absent when none is declared.",
      Label.PIPELINE),
  OBJECTIVE_LAG(
      Group.PIPELINES,
      "azud_objective_lag_records",
      MetricType.GAUGE,
      Unit.RECORDS,
      "The declared objective; absent when none is declared.",
      Label.PIPELINE),
  OBJECTIVE_DEAD_LETTERS(
      Group.PIPELINES,
      "azud_objective_dead_letter_ratio",
      MetricType.GAUGE,
      Unit.RATIO,
      "Share of rejected records above which the pipeline stops.",
      Label.PIPELINE),
  SOURCE_PARTITIONS(
      Group.SOURCE,
      "azud_source_partitions",
      MetricType.GAUGE,
      Unit.COUNT,
      "Partitions of the source; for files, the lanes that they are dealt out over.",
      Label.PIPELINE),
  SOURCE_KEPT(
      Group.SOURCE,
      "azud_source_kept_records",
      MetricType.GAUGE,
      Unit.POSITIONS,
      "Positions that the source still keeps; for files, files.",
      Label.PIPELINE),
  SOURCE_ARRIVED(
      Group.SOURCE,
      "azud_source_arrived_records_total",
      MetricType.COUNTER,
      Unit.POSITIONS,
      "Positions that the source has ever had; its rate is the rate of arrival.",
      Label.PIPELINE),
  SOURCE_REPLACED(
      Group.SOURCE,
      "azud_source_replaced",
      MetricType.GAUGE,
      Unit.FLAG,
      "1 when the source is not the one that the pipeline has read so far.",
      Label.PIPELINE),
  SINK_LAG(
      Group.SINKS,
      "azud_sink_lag_records",
      MetricType.GAUGE,
      Unit.POSITIONS,
      "Positions that the sink has still to take.",
      Label.PIPELINE,
      Label.SINK),
  SINK_LAG_SECONDS(
      Group.SINKS,
      "azud_sink_lag_seconds",
      MetricType.GAUGE,
      Unit.SECONDS,
      "Age of the oldest record that the sink has still to take; 0 when there is none.",
      Label.PIPELINE,
      Label.SINK),
  SINK_FRESHNESS(
      Group.SINKS,
      "azud_sink_freshness_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "The sink holds all that came to the source until then. It stands still while source or sink cannot be asked.",
      Label.PIPELINE,
      Label.SINK),
  SINK_NEWEST(
      Group.SINKS,
      "azud_sink_newest_record_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When the newest record that the sink has passed came to the source.",
      Label.PIPELINE,
      Label.SINK),
  SINK_COMMITTED(
      Group.SINKS,
      "azud_sink_last_commit_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When the books of the newest range that the sink holds were closed.",
      Label.PIPELINE,
      Label.SINK),
  SINK_RETENTION_MARGIN(
      Group.SINKS,
      "azud_sink_retention_margin_ratio",
      MetricType.GAUGE,
      Unit.RATIO,
      "How far the source's deletion of old records is behind the sink, as a share of what is kept, in the worst partition; 1 as long as nothing was deleted or nothing is pending.",
      Label.PIPELINE,
      Label.SINK),
  SINK_LOST(
      Group.SINKS,
      "azud_sink_lost_records",
      MetricType.GAUGE,
      Unit.POSITIONS,
      "Positions that the sink has still to take and the source no longer has.",
      Label.PIPELINE,
      Label.SINK),
  SINK_LOSS_ACCEPTED(
      Group.SINKS,
      "azud_sink_loss_accepted_records_total",
      MetricType.COUNTER,
      Unit.POSITIONS,
      "Lost positions that somebody decided to go on without.",
      Label.PIPELINE,
      Label.SINK),
  PARTITION_LAG(
      Group.SINKS,
      "azud_partition_lag_records",
      MetricType.GAUGE,
      Unit.POSITIONS,
      "Positions of one partition that the sink has still to take.",
      Label.PIPELINE,
      Label.SINK,
      Label.PARTITION),
  RECORDS_READ(
      Group.RECORDS,
      "azud_records_read_total",
      MetricType.COUNTER,
      Unit.RECORDS,
      "Records read of the ranges that the sink holds.",
      Label.PIPELINE,
      Label.SINK),
  RECORDS(
      Group.RECORDS,
      "azud_records_total",
      MetricType.COUNTER,
      Unit.RECORDS,
      "What became of them; the results add up to what was read.",
      Label.PIPELINE,
      Label.SINK,
      Label.RESULT),
  RECORDS_WARNED(
      Group.RECORDS,
      "azud_records_warned_total",
      MetricType.COUNTER,
      Unit.RECORDS,
      "Accepted records that failed a check with `onFail: warn`.",
      Label.PIPELINE,
      Label.SINK),
  RECORDS_RECOVERED(
      Group.RECORDS,
      "azud_records_recovered_total",
      MetricType.COUNTER,
      Unit.RECORDS,
      "Dead letters that were redriven with success.",
      Label.PIPELINE),
  DEAD_LETTERS(
      Group.RECORDS,
      "azud_dead_letters",
      MetricType.GAUGE,
      Unit.RECORDS,
      "Dead letters in the ledger that were not recovered.",
      Label.PIPELINE,
      Label.STAGE,
      Label.RULE),
  BOOKS_UNBALANCED(
      Group.RECORDS,
      "azud_books_unbalanced_partitions",
      MetricType.GAUGE,
      Unit.COUNT,
      "Partitions whose books do not cover everything from the base to the watermark. Must be 0.",
      Label.PIPELINE,
      Label.SINK),
  COMMITS(
      Group.BATCHES,
      "azud_commits_total",
      MetricType.COUNTER,
      Unit.COUNT,
      "Commits of a batch to a sink.",
      Label.PIPELINE,
      Label.SINK,
      Label.OUTCOME),
  WRITTEN_BYTES(
      Group.BATCHES,
      "azud_written_bytes_total",
      MetricType.COUNTER,
      Unit.BYTES,
      "Bytes of the data files that were committed.",
      Label.PIPELINE,
      Label.SINK),
  WRITTEN_FILES(
      Group.BATCHES,
      "azud_written_files_total",
      MetricType.COUNTER,
      Unit.COUNT,
      "Data files that were committed.",
      Label.PIPELINE,
      Label.SINK),
  BATCH_DURATION(
      Group.BATCHES,
      "azud_batch_duration_seconds",
      MetricType.HISTOGRAM,
      Unit.SECONDS,
      "Time of a batch: `work` is read to write, `commit` the commits as a whole, `load` the loading of a prepared batch.",
      Label.PIPELINE,
      Label.STAGE),
  BATCHES_PREPARED(
      Group.BATCHES,
      "azud_batches_prepared",
      MetricType.GAUGE,
      Unit.COUNT,
      "Batches that wait for `cargar_datos_task`.",
      Label.PIPELINE),
  LAKE_SNAPSHOTS(
      Group.STORES,
      "azud_lake_snapshots",
      MetricType.GAUGE,
      Unit.COUNT,
      "Snapshots in the table's metadata.",
      Label.PIPELINE),
  LAKE_FILES(
      Group.STORES,
      "azud_lake_data_files",
      MetricType.GAUGE,
      Unit.COUNT,
      "Data files of the current snapshot.",
      Label.PIPELINE),
  LAKE_SMALL_FILES(
      Group.STORES,
      "azud_lake_small_files",
      MetricType.GAUGE,
      Unit.COUNT,
      "Data files below a quarter of the size that the table aims at.",
      Label.PIPELINE),
  LAKE_ROWS(
      Group.STORES,
      "azud_lake_rows",
      MetricType.GAUGE,
      Unit.RECORDS,
      "Rows of the current snapshot.",
      Label.PIPELINE),
  LAKE_BYTES(
      Group.STORES,
      "azud_lake_bytes",
      MetricType.GAUGE,
      Unit.BYTES,
      "Bytes of the data files of the current snapshot.",
      Label.PIPELINE),
  LAKE_COMMITTED(
      Group.STORES,
      "azud_lake_snapshot_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When the current snapshot was made.",
      Label.PIPELINE),
  POSTGRES_BYTES(
      Group.STORES,
      "azud_postgres_table_bytes",
      MetricType.GAUGE,
      Unit.BYTES,
      "Bytes of the table with partitions and indexes.",
      Label.PIPELINE),
  POSTGRES_PARTITIONS(
      Group.STORES,
      "azud_postgres_partitions",
      MetricType.GAUGE,
      Unit.COUNT,
      "Partitions attached, without the default one.",
      Label.PIPELINE),
  POSTGRES_AHEAD(
      Group.STORES,
      "azud_postgres_partitions_ahead",
      MetricType.GAUGE,
      Unit.COUNT,
      "Periods after the current one whose partition exists, without a gap.",
      Label.PIPELINE),
  POSTGRES_AHEAD_DECLARED(
      Group.STORES,
      "azud_postgres_partitions_ahead_declared",
      MetricType.GAUGE,
      Unit.COUNT,
      "How many should.",
      Label.PIPELINE),
  POSTGRES_CURRENT_MISSING(
      Group.STORES,
      "azud_postgres_current_partition_missing",
      MetricType.GAUGE,
      Unit.FLAG,
      "1 when the current period has no partition: its rows fall into the default one.",
      Label.PIPELINE),
  POSTGRES_STRAYS(
      Group.STORES,
      "azud_postgres_default_partition_rows",
      MetricType.GAUGE,
      Unit.RECORDS,
      "Rows in the default partition, counted up to 100 000.",
      Label.PIPELINE),
  TASK_RUNS(
      Group.TASKS,
      "azud_task_runs_total",
      MetricType.COUNTER,
      Unit.COUNT,
      "Runs of a task.",
      Label.PIPELINE,
      Label.TASK,
      Label.OUTCOME),
  TASK_STATE(
      Group.TASKS,
      "azud_task_last_outcome",
      MetricType.GAUGE,
      Unit.FLAG,
      "Always 1; the code that the last run ended with.",
      Label.PIPELINE,
      Label.TASK,
      Label.CODE),
  TASK_RUN(
      Group.TASKS,
      "azud_task_last_run_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When the last run ended.",
      Label.PIPELINE,
      Label.TASK),
  TASK_SUCCESS(
      Group.TASKS,
      "azud_task_last_success_timestamp_seconds",
      MetricType.GAUGE,
      Unit.TIMESTAMP,
      "When the last run ended that did its work or had nothing to do.",
      Label.PIPELINE,
      Label.TASK),
  TASK_DURATION(
      Group.TASKS,
      "azud_task_last_duration_seconds",
      MetricType.GAUGE,
      Unit.SECONDS,
      "How long the last run took.",
      Label.PIPELINE,
      Label.TASK),
  INCIDENTS(
      Group.INCIDENTS,
      "azud_incidents",
      MetricType.GAUGE,
      Unit.COUNT,
      "Incidents by state.",
      Label.PIPELINE,
      Label.STATE),
  INCIDENTS_OPENED(
      Group.INCIDENTS,
      "azud_incidents_opened_total",
      MetricType.COUNTER,
      Unit.COUNT,
      "Incidents ever opened.",
      Label.PIPELINE),
  PROBE_UP(
      Group.SERVER,
      "azud_probe_up",
      MetricType.GAUGE,
      Unit.FLAG,
      "1 when the last question to the target was answered in time.",
      Label.PIPELINE,
      Label.TARGET),
  PROBE_AGE(
      Group.SERVER,
      "azud_probe_age_seconds",
      MetricType.GAUGE,
      Unit.SECONDS,
      "How old the target's last answer is; absent before the first.",
      Label.PIPELINE,
      Label.TARGET),
  PROBE_DURATION(
      Group.SERVER,
      "azud_probe_duration_seconds",
      MetricType.GAUGE,
      Unit.SECONDS,
      "How long the last question took.",
      Label.PIPELINE,
      Label.TARGET),
  PROBE_FAILURES(
      Group.SERVER,
      "azud_probe_failures_total",
      MetricType.COUNTER,
      Unit.COUNT,
      "Questions that failed.",
      Label.PIPELINE,
      Label.TARGET,
      Label.CODE),
  DISK_FREE(
      Group.SERVER,
      "azud_disk_free_bytes",
      MetricType.GAUGE,
      Unit.BYTES,
      "Space left for the embedded platform's data and for temporary files.",
      Label.VOLUME),
  DISK_SIZE(
      Group.SERVER,
      "azud_disk_size_bytes",
      MetricType.GAUGE,
      Unit.BYTES,
      "Size of that file system.",
      Label.VOLUME),
  SERIES_LEFT_OUT(
      Group.SERVER,
      "azud_series_left_out",
      MetricType.GAUGE,
      Unit.COUNT,
      "Series that were left out because a label has too many values.",
      Label.METRIC),
  BUILD_INFO(
      Group.SERVER, "azud_build_info", MetricType.GAUGE, Unit.FLAG, "Always 1.", Label.VERSION);

  private final Group group;
  private final String text;
  private final MetricType type;
  private final Unit unit;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Label> labels;

  Metric(Group group, String text, MetricType type, Unit unit, String help, Label... labels) {
    this.group = group;
    this.text = text;
    this.type = type;
    this.unit = unit;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** What a metric is about. */
  public enum Group {
    PIPELINES("Pipelines"),
    SOURCE("Source"),
    SINKS("Sinks"),
    RECORDS("Records"),
    BATCHES("Batches"),
    STORES("Stores"),
    TASKS("Tasks"),
    INCIDENTS("Incidents"),
    SERVER("The server itself");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  public Group group() {
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
