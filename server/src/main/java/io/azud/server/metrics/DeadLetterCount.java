// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.engine.database.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * How many dead letters one rule of one stage has made.
 *
 * @param waiting those that were not recovered
 */
record DeadLetterCount(String stage, String rule, long waiting, long recovered) {

  /** Of a pipeline, the commonest first; empty as long as there is no ledger. */
  static List<DeadLetterCount> read(PostgresDatabase database, String pipeline) {
    return database.inTransaction("count dead letters", connection -> read(connection, pipeline));
  }

  private static List<DeadLetterCount> read(Connection connection, String pipeline)
      throws SQLException {
    List<DeadLetterCount> counts = new ArrayList<>();
    if (!holds(connection, "to_regclass('azud.dead_letter') IS NOT NULL")) {
      return counts;
    }
    boolean redrives =
        holds(
            connection,
            "EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'azud.dead_letter'::regclass"
                + " AND attname = 'recovered_at')");
    String recovered = redrives ? "count(recovered_at)" : "0";
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT stage, rule, count(*) - "
                + recovered
                + ", "
                + recovered
                + " FROM azud.dead_letter WHERE pipeline = ?"
                + " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2")) {
      select.setString(1, pipeline);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          counts.add(
              new DeadLetterCount(
                  row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
        }
      }
    }
    return counts;
  }

  private static boolean holds(Connection connection, String condition) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + condition)) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
