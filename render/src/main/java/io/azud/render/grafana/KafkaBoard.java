// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import java.util.List;

/** The brokers as the JMX exporter sees them. */
final class KafkaBoard {
  private KafkaBoard() {}

  static Board board() {
    return new Board(
        "azud-kafka",
        "Azud / Kafka",
        "The brokers as the JMX exporter sees them.",
        List.of(
            Variable.job("kafka_server_messages_in_total"),
            Variable.instance("kafka_server_messages_in_total")),
        List.of(health(), traffic(), log()));
  }

  private static Row health() {
    return new Row(
        "Health",
        List.of(
            Panel.of(Look.STAT, "Brokers", "short", "Brokers that are scraped.")
                .with("count (" + Series.foreign("kafka_server_uptime_seconds") + ")", "brokers"),
            Panel.of(Look.STAT, "Active controllers", "short", "Must be 1.")
                .with("sum (" + Series.foreign("kafka_controller_active") + ")", "controllers"),
            Panel.of(
                    Look.STAT,
                    "Offline partitions",
                    "short",
                    "Partitions without a leader cannot be read or written. Must be 0.")
                .with(
                    "sum (" + Series.foreign("kafka_controller_offline_partitions") + ")",
                    "partitions")
                .badFrom(1),
            Panel.of(
                    Look.STAT,
                    "Under-replicated",
                    "short",
                    "Partitions with fewer replicas in sync than declared. Must be 0.")
                .with(
                    "sum (" + Series.foreign("kafka_server_under_replicated_partitions") + ")",
                    "partitions")
                .badFrom(1),
            Panel.of(Look.STAT, "Failed fetches", "reqps", "Fetch requests that failed, a second.")
                .with(
                    "sum ("
                        + Series.rate(Series.foreign("kafka_server_failed_fetch_requests_total"))
                        + ")",
                    "requests"),
            Panel.of(
                    Look.STAT,
                    "Failed produces",
                    "reqps",
                    "Produce requests that failed, a second.")
                .with(
                    "sum ("
                        + Series.rate(Series.foreign("kafka_server_failed_produce_requests_total"))
                        + ")",
                    "requests")));
  }

  private static Row traffic() {
    return new Row(
        "Traffic",
        List.of(
            Panel.of(
                    Look.LINES,
                    "Messages in",
                    "wps",
                    "Messages that producers send, a second, by topic.")
                .with(
                    "sum by (topic) ("
                        + Series.rate(
                            Series.foreign("kafka_server_messages_in_total", "topic!=\"\""))
                        + ")",
                    "{{topic}}"),
            Panel.of(Look.LINES, "Bytes in", "Bps", "Bytes that producers send, a second.")
                .with(
                    "sum by (instance) ("
                        + Series.rate(Series.foreign("kafka_server_bytes_in_total", "topic=\"\""))
                        + ")",
                    "{{instance}}"),
            Panel.of(Look.LINES, "Bytes out", "Bps", "Bytes that consumers fetch, a second.")
                .with(
                    "sum by (instance) ("
                        + Series.rate(Series.foreign("kafka_server_bytes_out_total", "topic=\"\""))
                        + ")",
                    "{{instance}}"),
            Panel.of(
                    Look.LINES,
                    "Time of a request, 99 of 100",
                    "ms",
                    "What 99 of 100 requests take at most, by kind.")
                .with(
                    "max by (request) ("
                        + Series.foreign(
                            "kafka_network_request_time_ms",
                            "quantile=\"0.99\", request=~\"Produce|FetchConsumer|Metadata\"")
                        + ")",
                    "{{request}}")));
  }

  private static Row log() {
    return new Row(
        "Log",
        List.of(
            Panel.of(Look.LINES, "Bytes of the topics", "bytes", "Size on disk by topic.")
                .with(
                    "sum by (topic) (" + Series.foreign("kafka_log_size_bytes") + ")", "{{topic}}"),
            Panel.of(
                    Look.LINES,
                    "Oldest offset",
                    "short",
                    "First offset kept, by topic and partition: where it rises, retention deletes.")
                .with(
                    "max by (topic, partition) (" + Series.foreign("kafka_log_start_offset") + ")",
                    "{{topic}} {{partition}}"),
            Panel.of(Look.LINES, "Heap", "bytes", "Heap memory that the brokers use.")
                .with(
                    "sum by (instance) ("
                        + Series.foreign("jvm_memory_used_bytes", "area=\"heap\"")
                        + ")",
                    "{{instance}}"),
            Panel.of(
                    Look.LINES,
                    "Idle request handlers",
                    "percentunit",
                    "Share of time that request handlers wait for work. Below 0.3 a broker is overloaded.")
                .with(
                    "min by (instance) ("
                        + Series.foreign("kafka_server_request_handler_idle_ratio")
                        + ")",
                    "{{instance}}")));
  }
}
