// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.engine.database.PostgresDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** How many dead letters one rule of one stage has made. */
record DeadLetterCount(String stage, String rule, long count) {

  /** Of a pipeline, the commonest first; empty as long as there is no ledger. */
  static List<DeadLetterCount> read(PostgresDatabase database, String pipeline) {
    return database.inTransaction(
        "count dead letters",
        connection -> {
          List<DeadLetterCount> counts = new ArrayList<>();
          try (PreparedStatement ledger =
                  connection.prepareStatement(
                      "SELECT to_regclass('azud.dead_letter') IS NOT NULL");
              ResultSet found = ledger.executeQuery()) {
            found.next();
            if (!found.getBoolean(1)) {
              return counts;
            }
          }
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT stage, rule, count(*) FROM azud.dead_letter WHERE pipeline = ?"
                      + " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2")) {
            select.setString(1, pipeline);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                counts.add(new DeadLetterCount(row.getString(1), row.getString(2), row.getLong(3)));
              }
            }
          }
          return counts;
        });
  }
}
