// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.Sql;
import io.azud.engine.database.SqlIdentifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/**
 * The rows of the default partition.
 *
 * @param periods that may have a partition and have rows here, the latest first
 * @param timeless rows without a time
 * @param early rows that retention has passed
 * @param late rows further ahead than partitions are made
 */
record Strays(List<Period> periods, long timeless, long early, long late) {
  static final Strays NONE = new Strays(List.of(), 0, 0, 0);

  Strays {
    periods = List.copyOf(periods);
  }

  /** A period and how many rows of it are here. */
  record Period(LocalDate first, long rows) {}

  /** Reads all of them, on a connection whose time zone is UTC. */
  static Strays read(Connection connection, TargetTable table, LocalDate today)
      throws SQLException {
    Periods periods = new Periods(table);
    String column = SqlIdentifier.quote(table.definition().partitionBy().column());
    String early =
        periods.oldest(today).map(first -> column + " < " + periods.literal(first)).orElse("false");
    String late = column + " >= " + periods.literal(periods.plus(periods.newest(today), 1));
    String from = " FROM " + table.quoted(table.defaultPartition());
    List<Period> within =
        Sql.of(
                "SELECT date_trunc('"
                    + periods.unit()
                    + "', "
                    + column
                    + ")::date, count(*)"
                    + from
                    + " WHERE "
                    + column
                    + " IS NOT NULL AND NOT ("
                    + early
                    + ") AND NOT ("
                    + late
                    + ") GROUP BY 1 ORDER BY 1 DESC LIMIT "
                    + PartitionRouter.MOST_PARTITIONS)
            .list(connection, row -> new Period(row.getObject(1, LocalDate.class), row.getLong(2)));
    return Sql.of(
            "SELECT count(*) FILTER (WHERE "
                + column
                + " IS NULL), count(*) FILTER (WHERE "
                + early
                + "), count(*) FILTER (WHERE "
                + late
                + ")"
                + from)
        .first(
            connection, row -> new Strays(within, row.getLong(1), row.getLong(2), row.getLong(3)))
        .orElseThrow();
  }
}
