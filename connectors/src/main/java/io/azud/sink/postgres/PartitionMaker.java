// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.function.Predicate;

/** Makes one partition beside running pipelines, on a connection of its own. */
final class PartitionMaker {
  private final PostgresDatabase database;
  private final TargetTable table;
  private final Periods periods;

  PartitionMaker(PostgresDatabase database, TargetTable table) {
    this.database = database;
    this.table = table;
    this.periods = new Periods(table);
  }

  /** What every change of the table begins with: no endless waiting, and one at a time. */
  static void prepare(Statement statement, TargetTable table, String longestWait)
      throws SQLException {
    statement.execute("SET LOCAL lock_timeout = '" + longestWait + "'");
    statement.execute(
        "SELECT pg_advisory_xact_lock(hashtext('azud.table'), hashtext('"
            + table.schema()
            + "."
            + table.name()
            + "'))");
  }

  AttachedPartitions attached() {
    return database.inTransaction(
        "read the partitions of " + table.quoted(),
        connection -> ActualTable.read(connection, table).partitions());
  }

  /** The partitions once there is one for this period. */
  AttachedPartitions make(LocalDate period) {
    return database.inTransaction(
        "make a partition of " + table.quoted(),
        connection -> {
          makeUnlessThere(connection, period);
          return ActualTable.read(connection, table).partitions();
        });
  }

  /**
   * Makes the partition of a period, unless there is one.
   *
   * @return how many rows were brought into it from the default partition
   */
  long fill(LocalDate period) {
    return database.inTransaction(
        "make a partition of " + table.quoted(), connection -> makeUnlessThere(connection, period));
  }

  private long makeUnlessThere(Connection connection, LocalDate period) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      prepare(statement, table, "3s");
      ActualTable actual = ActualTable.read(connection, table);
      if (actual.partitions().overlap(periods.range(period))) {
        return 0;
      }
      statement.execute(periods.createDdl(period, actual.writable()));
      return rows(statement);
    }
  }

  /** What all statements of a text have changed together. */
  private static long rows(Statement statement) throws SQLException {
    long rows = 0;
    for (int one = statement.getUpdateCount(); one >= 0; one = statement.getUpdateCount()) {
      rows += one;
      statement.getMoreResults();
    }
    return rows;
  }

  /** Detaches a partition, unless somebody else has. */
  void detach(AttachedPartitions.Attached partition) {
    change(
        "detach a partition of " + table.quoted(),
        actual -> actual.partitions().ranges().contains(partition),
        periods.detachDdl(partition));
  }

  /** Makes the default partition, unless there is one. */
  void makeDefault() {
    change(
        "make the default partition of " + table.quoted(),
        actual -> !actual.partitions().hasDefault(),
        periods.createDefaultDdl());
  }

  /** Brings what the planner knows of a new partition up to date. */
  void analyze(LocalDate period) {
    database.inTransaction(
        "analyze a partition of " + table.quoted(),
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '3s'");
            statement.execute("ANALYZE " + table.quoted(periods.partitionName(period)));
          }
          return null;
        });
  }

  private void change(String doing, Predicate<ActualTable> isNeeded, String ddl) {
    database.inTransaction(
        doing,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            prepare(statement, table, "3s");
            if (isNeeded.test(ActualTable.read(connection, table))) {
              statement.execute(ddl);
            }
          }
          return null;
        });
  }
}
