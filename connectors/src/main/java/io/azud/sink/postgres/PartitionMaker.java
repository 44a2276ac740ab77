// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.PostgresDatabase;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

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
          try (Statement statement = connection.createStatement()) {
            prepare(statement, table, "3s");
            ActualTable actual = ActualTable.read(connection, table);
            if (!actual.partitions().overlap(periods.range(period))) {
              statement.execute(periods.createDdl(period, actual.writable()));
            }
          }
          return ActualTable.read(connection, table).partitions();
        });
  }
}
