// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import java.util.List;
import java.util.stream.Stream;

/** One scenario for each alert. */
final class Scenarios {
  private final String pipeline;

  Scenarios(String pipeline) {
    this.pipeline = pipeline;
  }

  /** Of the alerts that every pipeline from Kafka into both stores has. */
  List<Scenario> common() {
    return Stream.of(promises(), source(), work(), stores()).flatMap(List::stream).toList();
  }

  private List<Scenario> promises() {
    return List.of(
        sink("AzudFreshnessMissed", "azud_sink_freshness_timestamp_seconds", "0x120", "0+60x120"),
        sink("AzudLagOverObjective", "azud_sink_lag_records", "100001x120", "100000x120"),
        Scenario.of(
            "AzudDeadLettersNearLimit",
            List.of(
                series("azud_records_total", "sink=\"lake\",result=\"rejected\"", "0+4x120"),
                series("azud_records_read_total", "sink=\"lake\"", "0+100x120")),
            List.of(
                series("azud_records_total", "sink=\"lake\",result=\"rejected\"", "0+2x120"),
                series("azud_records_read_total", "sink=\"lake\"", "0+100x120")),
            "sink",
            "lake"));
  }

  private List<Scenario> source() {
    return List.of(
        flag("AzudSourceReplaced", "azud_source_replaced", "", "1x120", "0x120"),
        sink("AzudOffsetsLost", "azud_sink_lost_records", "7x120", "0x120"),
        Scenario.of(
            "AzudRetentionClose",
            List.of(
                series("azud_sink_retention_margin_ratio", "sink=\"lake\"", "0.05x120"),
                series("azud_sink_lag_records", "sink=\"lake\"", "9x120")),
            List.of(
                series("azud_sink_retention_margin_ratio", "sink=\"lake\"", "0.5x120"),
                series("azud_sink_lag_records", "sink=\"lake\"", "9x120")),
            "sink",
            "lake"));
  }

  private List<Scenario> work() {
    return List.of(
        sink("AzudBooksUnbalanced", "azud_books_unbalanced_partitions", "1x120", "0x120"),
        Scenario.of(
            "AzudCommitUnknown",
            List.of(series("azud_commits_total", "sink=\"lake\",outcome=\"unknown\"", "0+1x120")),
            List.of(series("azud_commits_total", "sink=\"lake\",outcome=\"unknown\"", "1x120")),
            "sink",
            "lake",
            "outcome",
            "unknown"),
        Scenario.of(
            "AzudTaskFailing",
            List.of(
                series(
                    "azud_task_last_outcome",
                    "task=\"cargar_datos_task\",code=\"BOOKS_UNBALANCED\"",
                    "1x120")),
            List.of(
                series("azud_task_last_outcome", "task=\"cargar_datos_task\",code=\"OK\"", "1x120"),
                series(
                    "azud_task_last_outcome",
                    "task=\"transformar_datos_task\",code=\"NOTHING_TO_DO\"",
                    "1x120")),
            "task",
            "cargar_datos_task",
            "code",
            "BOOKS_UNBALANCED"));
  }

  private List<Scenario> stores() {
    return List.of(
        Scenario.of(
            "AzudSmallFiles",
            List.of(
                series("azud_lake_small_files", "", "2000x120"),
                series("azud_lake_data_files", "", "3000x120")),
            List.of(
                series("azud_lake_small_files", "", "2000x120"),
                series("azud_lake_data_files", "", "9000x120"))),
        Scenario.of(
            "AzudPartitionMissing",
            List.of(
                series("azud_postgres_partitions_ahead", "", "1x120"),
                series("azud_postgres_partitions_ahead_declared", "", "3x120")),
            List.of(
                series("azud_postgres_partitions_ahead", "", "3x120"),
                series("azud_postgres_partitions_ahead_declared", "", "3x120"),
                series("azud_postgres_current_partition_missing", "", "0x120"))),
        flag(
            "AzudRowsInDefaultPartition",
            "azud_postgres_default_partition_rows",
            "",
            "5x120",
            "0x120"),
        probe("AzudPlatformDown", "platform", "PLATFORM_UNHEALTHY", "source"),
        probe("AzudLedgerDown", "ledger", "POSTGRES_UNREACHABLE", "platform"),
        probe("AzudSourceDown", "source", "TOPIC_MISSING", "platform"),
        probe("AzudLakeDown", "lake", "STORE_REFUSED", "ledger"),
        probe("AzudPostgresDown", "postgres", "POSTGRES_REFUSED", "ledger"));
  }

  /** Of a pipeline that runs all the time. */
  List<Scenario> continuous() {
    return List.of(
        Scenario.of(
            "AzudStalled",
            List.of(
                series("azud_sink_lag_records", "sink=\"lake\"", "5x120"),
                series("azud_records_read_total", "sink=\"lake\"", "100x120")),
            List.of(
                series("azud_sink_lag_records", "sink=\"lake\"", "5x120"),
                series("azud_records_read_total", "sink=\"lake\"", "0+10x120")),
            "sink",
            "lake"),
        flag("AzudFencedLoop", "azud_pipeline_epoch", "", "1+1x120", "1x120"));
  }

  /** Of a pipeline that a scheduler starts every quarter of an hour. */
  List<Scenario> scheduled() {
    return List.of(
        Scenario.of(
            "AzudScheduleMissed",
            List.of(loaded("600x120")),
            List.of(loaded("0+60x120")),
            "task",
            "cargar_datos_task"),
        Scenario.of(
            "AzudFencedLoop",
            List.of(series("azud_commits_total", "sink=\"lake\",outcome=\"fenced\"", "0+1x120")),
            List.of(series("azud_commits_total", "sink=\"lake\",outcome=\"fenced\"", "2x120")),
            "sink",
            "lake",
            "outcome",
            "fenced"));
  }

  /** Of what all pipelines share. */
  static List<Scenario> platform() {
    return List.of(
        Scenario.of(
            "AzudServerDown",
            List.of("up{job=\"azud\",instance=\"one\"} = 0x120"),
            List.of("up{job=\"azud\",instance=\"one\"} = 1x120"),
            "job",
            "azud",
            "instance",
            "one"),
        Scenario.of(
            "AzudExporterDown",
            List.of("up{job=\"kafka\",instance=\"one\"} = 0x120"),
            List.of("up{job=\"kafka\",instance=\"one\"} = 1x120"),
            "job",
            "kafka",
            "instance",
            "one"),
        Scenario.of(
            "AzudDiskAlmostFull",
            List.of(
                "azud_disk_free_bytes{volume=\"platform\"} = 5x120",
                "azud_disk_size_bytes{volume=\"platform\"} = 100x120"),
            List.of(
                "azud_disk_free_bytes{volume=\"platform\"} = 50x120",
                "azud_disk_size_bytes{volume=\"platform\"} = 100x120"),
            "volume",
            "platform"));
  }

  private String loaded(String values) {
    return series("azud_task_last_success_timestamp_seconds", "task=\"cargar_datos_task\"", values);
  }

  private Scenario sink(String alert, String metric, String fires, String quiet) {
    return new Scenario(
        alert,
        List.of(series(metric, "sink=\"lake\"", fires)),
        List.of(series(metric, "sink=\"lake\"", quiet)),
        List.of("sink", "lake"));
  }

  /**
   * @param other that makes this one quiet, or has nothing to do with it
   */
  private Scenario probe(String alert, String target, String code, String other) {
    String own = "target=\"" + target + "\",code=\"" + code + "\"";
    String others = "target=\"" + other + "\",code=\"KAFKA_UNREACHABLE\"";
    List<String> quiet =
        target.equals("platform")
            ? List.of(series("azud_probe_problem", others, "1x120"))
            : List.of(
                series("azud_probe_problem", own, "1x120"),
                series("azud_probe_problem", others, "1x120"));
    return new Scenario(
        alert,
        List.of(series("azud_probe_problem", own, "1x120")),
        quiet,
        List.of("target", target, "code", code));
  }

  private Scenario flag(String alert, String metric, String labels, String fires, String quiet) {
    return new Scenario(
        alert,
        List.of(series(metric, labels, fires)),
        List.of(series(metric, labels, quiet)),
        List.of());
  }

  private String series(String metric, String labels, String values) {
    String more = labels.isEmpty() ? "" : "," + labels;
    return metric + "{pipeline=\"" + pipeline + "\"" + more + "} = " + values;
  }
}
