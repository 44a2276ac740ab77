// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import io.azud.render.metric.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The alerts of one pipeline, from what it promises and where it reads and writes. */
final class PipelineAlerts {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SHORTEST_STALL = Duration.ofMinutes(15);
  private static final Duration GRACE = Duration.ofHours(1);

  private static final String INICIALIZAR = "inicializar_task";
  private static final String CONEXION_KAFKA = "conexion_kafka_task";
  private static final String TRANSFORMAR_DATOS = "transformar_datos_task";
  private static final String CARGAR_DATOS = "cargar_datos_task";

  private final PipelineFile file;
  private final Pipeline pipeline;
  private final Selector series;
  private final List<Alert> alerts = new ArrayList<>();

  private PipelineAlerts(PipelineFile file) {
    this.file = file;
    this.pipeline = file.pipeline();
    this.series = new Selector(pipeline.name());
  }

  static List<Alert> of(PipelineFile file) {
    PipelineAlerts all = new PipelineAlerts(file);
    all.objectives();
    all.progress();
    all.source();
    all.books();
    all.tasks();
    all.stores();
    all.alerts.addAll(ReachAlerts.of(file));
    return all.alerts;
  }

  private void objectives() {
    if (!pipeline.objectives().freshness().isZero()) {
      long seconds = pipeline.objectives().freshness().toSeconds();
      warn(
          "AzudFreshnessMissed",
          "FRESHNESS_MISSED",
          "time() - " + series.all(Metric.SINK_FRESHNESS) + " > " + seconds,
          MINUTE,
          "{{ $labels.sink }} lacks records that came more than " + seconds + " s ago",
          "status");
    }
    if (pipeline.objectives().lag() > 0) {
      long lag = pipeline.objectives().lag();
      warn(
          "AzudLagOverObjective",
          "LAG_OVER_OBJECTIVE",
          series.all(Metric.SINK_LAG) + " > " + lag,
          Duration.ofMinutes(5),
          "{{ $labels.sink }} lacks more than " + lag + " records",
          "status");
    }
    double ratio = pipeline.deadLetters().maxRatio();
    if (ratio < 1) {
      warn(
          "AzudDeadLettersNearLimit",
          "DEAD_LETTERS_OVER_LIMIT",
          share() + " > " + decimal(ratio / 2),
          MINUTE,
          "more than half as many records are rejected as make the pipeline stop ("
              + decimal(ratio * 100)
              + " %)",
          "deadletters list");
    }
  }

  private String share() {
    return "increase("
        + series.with(Metric.RECORDS, "result=\"rejected\"")
        + "[30m]) / ignoring(result) (increase("
        + series.all(Metric.RECORDS_READ)
        + "[30m]) > 0)";
  }

  private void progress() {
    String cron = pipeline.schedule().cron();
    if (cron.isEmpty()) {
      Duration window = pipeline.schedule().every().multipliedBy(3);
      Duration stall = window.compareTo(SHORTEST_STALL) > 0 ? window : SHORTEST_STALL;
      tell(
          "AzudStalled",
          "PIPELINE_STALLED",
          series.all(Metric.SINK_LAG)
              + " > 0 and increase("
              + series.all(Metric.RECORDS_READ)
              + "[2m]) == 0",
          stall,
          "{{ $labels.sink }} has records to take and has taken none for " + promql(stall),
          "status");
      warn(
          "AzudFencedLoop",
          "FENCED",
          "changes(" + series.all(Metric.PIPELINE_EPOCH) + "[15m]) > 4",
          AT_ONCE,
          "instances take the pipeline from each other: is it started in two places?",
          "status");
    } else {
      String late = promql(CronGap.longest(cron).plus(GRACE));
      tell(
          "AzudScheduleMissed",
          "SCHEDULE_MISSED",
          "time() - "
              + series.with(Metric.TASK_SUCCESS, "task=\"cargar_datos_task\"")
              + " > "
              + CronGap.longest(cron).plus(GRACE).toSeconds(),
          MINUTE,
          "no load has succeeded for " + late + ", and the schedule is " + cron,
          "status");
      warn(
          "AzudFencedLoop",
          "FENCED",
          "increase(" + series.with(Metric.COMMITS, "outcome=\"fenced\"") + "[1h]) > 2",
          AT_ONCE,
          "commits to {{ $labels.sink }} are refused as an older instance's: is it started in two"
              + " places?",
          "status");
    }
  }

  private void source() {
    tell(
        "AzudSourceReplaced",
        "SOURCE_REPLACED",
        series.all(Metric.SOURCE_REPLACED) + " == 1",
        MINUTE,
        "the source is not the one that was read so far: was the topic deleted and made again?",
        "status");
    tell(
        "AzudOffsetsLost",
        "OFFSETS_LOST",
        series.all(Metric.SINK_LOST) + " > 0",
        AT_ONCE,
        "the source has deleted records that {{ $labels.sink }} has not taken",
        "status");
    if (pipeline.source() instanceof KafkaTopic) {
      tell(
          "AzudRetentionClose",
          "RETENTION_CLOSE",
          series.all(Metric.SINK_RETENTION_MARGIN)
              + " < 0.1 and "
              + series.all(Metric.SINK_LAG)
              + " > 0",
          Duration.ofMinutes(5),
          "the topic is about to delete records that {{ $labels.sink }} has not taken",
          "status");
    }
  }

  private void books() {
    tell(
        "AzudBooksUnbalanced",
        "BOOKS_UNBALANCED",
        series.all(Metric.BOOKS_UNBALANCED) + " > 0",
        MINUTE,
        "the books of {{ $labels.sink }} do not cover what it holds",
        "verify");
    warn(
        "AzudCommitUnknown",
        "COMMIT_UNKNOWN",
        "increase(" + series.with(Metric.COMMITS, "outcome=\"unknown\"") + "[30m]) > 1",
        AT_ONCE,
        "{{ $labels.sink }} has not said more than once whether a commit was made",
        "status");
  }

  private void tasks() {
    alert(
        "AzudTaskFailing",
        "",
        "",
        Severity.CRITICAL,
        series.with(Metric.TASK_STATE, "code!~\"OK|NOTHING_TO_DO|TRY_AGAIN\"") + " == 1",
        MINUTE,
        "{{ $labels.task }} ended with {{ $labels.code }}",
        "status");
  }

  private void stores() {
    if (!pipeline.lake().isEmpty()) {
      warn(
          "AzudSmallFiles",
          "SMALL_FILES",
          series.all(Metric.LAKE_SMALL_FILES)
              + " > 1000 and "
              + series.all(Metric.LAKE_SMALL_FILES)
              + " / "
              + series.all(Metric.LAKE_FILES)
              + " > 0.5",
          GRACE,
          "most of the lake table's files are small, and queries get slow",
          "maintain");
    }
    boolean partitioned =
        pipeline.postgres().stream().anyMatch(table -> table.partitionBy().isDeclared());
    if (partitioned) {
      warn(
          "AzudPartitionMissing",
          "PARTITION_MISSING",
          series.all(Metric.POSTGRES_AHEAD)
              + " < "
              + series.all(Metric.POSTGRES_AHEAD_DECLARED)
              + " or "
              + series.all(Metric.POSTGRES_CURRENT_MISSING)
              + " == 1",
          Duration.ofMinutes(10),
          "partitions that should exist ahead of the data are missing",
          "apply");
      warn(
          "AzudRowsInDefaultPartition",
          "DEFAULT_PARTITION_ROWS",
          series.all(Metric.POSTGRES_STRAYS) + " > 0",
          Duration.ofMinutes(10),
          "rows have fallen into the default partition",
          "maintain");
    }
  }

  private void warn(
      String name,
      String code,
      String expression,
      Duration lasting,
      String summary,
      String command) {
    alert(name, code, task(code), Severity.WARNING, expression, lasting, summary, command);
  }

  private void tell(
      String name,
      String code,
      String expression,
      Duration lasting,
      String summary,
      String command) {
    alert(name, code, task(code), Severity.CRITICAL, expression, lasting, summary, command);
  }

  /** The task that fails with the code, or does what is missing. */
  private static String task(String code) {
    return switch (code) {
      case "PARTITION_MISSING", "DEFAULT_PARTITION_ROWS" -> INICIALIZAR;
      case "SOURCE_REPLACED", "OFFSETS_LOST", "RETENTION_CLOSE" -> CONEXION_KAFKA;
      case "DEAD_LETTERS_OVER_LIMIT" -> TRANSFORMAR_DATOS;
      case "BOOKS_UNBALANCED", "COMMIT_UNKNOWN" -> CARGAR_DATOS;
      default -> "";
    };
  }

  private void alert(
      String name,
      String code,
      String task,
      Severity severity,
      String expression,
      Duration lasting,
      String summary,
      String command) {
    alerts.add(
        new Alert(
            name,
            code,
            task,
            severity,
            pipeline.name(),
            expression,
            lasting,
            "Pipeline " + pipeline.name() + ": " + summary,
            "azud " + command + " " + file.path()));
  }

  private static String promql(Duration duration) {
    return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.6f", value).replaceAll("\\.?0+$", "");
  }
}
