// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.PostgresDatabase;
import io.azud.spi.SinkObserver;
import io.azud.spi.StoreCondition;
import io.azud.spi.StoreCondition.DatabaseCondition;
import io.azud.spi.StoreCondition.Partitioning;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads where a pipeline stands in a PostgreSQL table, and what state the table is in. */
final class PostgresObserver implements SinkObserver {
  private static final String BYTES =
      "SELECT coalesce(sum(pg_total_relation_size(relid)), 0) FROM pg_partition_tree(?::regclass)";

  private final TargetTable table;
  private final PostgresDatabase database;
  private final Watermarks watermarks;
  private final Clock clock;

  PostgresObserver(String pipeline, TargetTable table, PostgresDatabase database, Clock clock) {
    this.table = table;
    this.database = database;
    this.watermarks = new Watermarks(pipeline);
    this.clock = clock;
  }

  @Override
  public String name() {
    return PostgresSink.NAME;
  }

  @Override
  public Map<Integer, Long> watermarks() {
    return database.inTransaction(
        "read the watermarks",
        connection -> {
          Map<Integer, Long> next = new TreeMap<>();
          watermarks
              .read(connection)
              .forEach((partition, mark) -> next.put(partition, mark.next()));
          return next;
        });
  }

  @Override
  public Optional<StoreCondition> condition() {
    return database.inTransaction("look at table " + table.quoted(), this::condition);
  }

  private Optional<StoreCondition> condition(Connection connection) throws SQLException {
    ActualTable actual = ActualTable.read(connection, table);
    if (!actual.exists()) {
      return Optional.empty();
    }
    Optional<Partitioning> partitioning =
        table.isPartitioned()
            ? Optional.of(partitioning(connection, actual.partitions()))
            : Optional.empty();
    return Optional.of(
        new DatabaseCondition(number(connection, BYTES, table.quoted()), partitioning));
  }

  private Partitioning partitioning(Connection connection, AttachedPartitions attached)
      throws SQLException {
    Periods periods = new Periods(table);
    LocalDate current = periods.of(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    int ahead = 0;
    while (ahead < periods.ahead()
        && attached.overlap(periods.range(periods.plus(current, ahead + 1)))) {
      ahead++;
    }
    return new Partitioning(
        attached.ranges().size(),
        ahead,
        periods.ahead(),
        attached.overlap(periods.range(current)),
        strays(connection));
  }

  private long strays(Connection connection) throws SQLException {
    String place = table.quoted(table.defaultPartition());
    boolean exists = number(connection, "SELECT count(to_regclass(?))", place) == 1;
    return exists
        ? number(
            connection,
            "SELECT count(*) FROM (SELECT FROM " + place + " LIMIT ?::int) s",
            Integer.toString(Partitioning.MOST_STRAYS))
        : 0;
  }

  private static long number(Connection connection, String sql, String argument)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, argument);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public void close() {}
}
