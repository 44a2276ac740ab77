// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import java.util.List;

/** The PostgreSQL server as its exporter sees it. */
final class PostgresBoard {
  private PostgresBoard() {}

  static Board board() {
    return new Board(
        "azud-postgres",
        "Azud / PostgreSQL server",
        "The PostgreSQL server as its exporter sees it.",
        List.of(Variable.job("pg_up"), Variable.instance("pg_up")),
        List.of(server(), databases(), locks()));
  }

  private static Row server() {
    return new Row(
        "Server",
        List.of(
            Panel.of(Look.STAT, "Up", "bool", "Whether the exporter reaches the server.")
                .with("min (" + Series.foreign("pg_up") + ")", "up"),
            Panel.of(Look.STAT, "Connections", "short", "Connections now.")
                .with("sum (" + Series.foreign("pg_stat_activity_count") + ")", "connections"),
            Panel.of(Look.STAT, "Limit", "short", "Connections that the server admits.")
                .with("max (" + Series.foreign("pg_settings_max_connections") + ")", "limit"),
            Panel.of(
                    Look.LINES,
                    "Connections by state",
                    "short",
                    "Many that are idle in transaction block maintenance.")
                .with(
                    "sum by (datname, state) (" + Series.foreign("pg_stat_activity_count") + ")",
                    "{{datname}} {{state}}"),
            Panel.of(Look.LINES, "Transactions", "ops", "Committed and rolled back, a second.")
                .with(
                    "sum by (datname) ("
                        + Series.rate(Series.foreign("pg_stat_database_xact_commit"))
                        + ")",
                    "{{datname}} committed")
                .with(
                    "sum by (datname) ("
                        + Series.rate(Series.foreign("pg_stat_database_xact_rollback"))
                        + ")",
                    "{{datname}} rolled back")));
  }

  private static Row databases() {
    return new Row(
        "Databases",
        List.of(
            Panel.of(Look.LINES, "Bytes of the databases", "bytes", "Size on disk.")
                .with(
                    "max by (datname) (" + Series.foreign("pg_database_size_bytes") + ")",
                    "{{datname}}"),
            Panel.of(
                    Look.LINES,
                    "Read from memory",
                    "percentunit",
                    "Share of blocks found in shared buffers.")
                .with(
                    "sum by (datname) ("
                        + Series.rate(Series.foreign("pg_stat_database_blks_hit"))
                        + ") / (sum by (datname) ("
                        + Series.rate(Series.foreign("pg_stat_database_blks_hit"))
                        + ") + sum by (datname) ("
                        + Series.rate(Series.foreign("pg_stat_database_blks_read"))
                        + ") > 0)",
                    "{{datname}}"),
            Panel.of(
                    Look.LINES,
                    "Rows written",
                    "short",
                    "Rows inserted, updated and deleted, a second.")
                .with(
                    "sum by (datname) ("
                        + Series.rate(Series.foreign("pg_stat_database_tup_inserted"))
                        + ")",
                    "{{datname}} inserted")
                .with(
                    "sum by (datname) ("
                        + Series.rate(Series.foreign("pg_stat_database_tup_updated"))
                        + ")",
                    "{{datname}} updated")
                .with(
                    "sum by (datname) ("
                        + Series.rate(Series.foreign("pg_stat_database_tup_deleted"))
                        + ")",
                    "{{datname}} deleted")));
  }

  private static Row locks() {
    return new Row(
        "Locks",
        List.of(
            Panel.of(Look.LINES, "Locks", "short", "Locks held, by mode.")
                .with(
                    "sum by (datname, mode) (" + Series.foreign("pg_locks_count") + ")",
                    "{{datname}} {{mode}}"),
            Panel.of(
                    Look.LINES,
                    "Deadlocks",
                    "short",
                    "Transactions that were ended because they waited for each other.")
                .with(
                    "sum by (datname) ("
                        + Series.increase(Series.foreign("pg_stat_database_deadlocks"))
                        + ")",
                    "{{datname}}")
                .badFrom(1)));
  }
}
