// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.engine.database.PostgresDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small questions to a database, whose only parameters are texts. */
final class LedgerQuery {
  private LedgerQuery() {}

  /** A row of an answer as something else. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  static <T> List<T> rows(
      PostgresDatabase database, String sql, Row<T> reader, String... parameters) {
    return database.inTransaction(
        "look at the state of things",
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
              select.setString(i + 1, parameters[i]);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                found.add(reader.of(row));
              }
            }
            return found;
          }
        });
  }

  /** The first column of the first row. */
  static Optional<String> text(PostgresDatabase database, String sql, String... parameters) {
    return rows(database, sql, row -> row.getString(1), parameters).stream().findFirst();
  }
}
