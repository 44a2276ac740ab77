// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One statement with the values of its question marks, in their order. It belongs to no connection
 * and can be run on any number of them.
 */
public final class Sql {
  private final String text;
  private final List<Object> values;

  private Sql(String text, List<Object> values) {
    this.text = text;
    this.values = values;
  }

  /**
   * @param values text, numbers, booleans, timestamps, bytes; never null
   */
  public static Sql of(String text, Object... values) {
    return new Sql(text, List.of(values));
  }

  /** How many rows the statement has changed. */
  public int update(Connection connection) throws SQLException {
    try (PreparedStatement statement = bound(connection)) {
      return statement.executeUpdate();
    }
  }

  /** All rows that the query finds, in its order. */
  public <T> List<T> list(Connection connection, RowReader<T> reader) throws SQLException {
    try (PreparedStatement statement = bound(connection);
        ResultSet row = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    }
  }

  /** The first row that the query finds. */
  public <T> Optional<T> first(Connection connection, RowReader<T> reader) throws SQLException {
    try (PreparedStatement statement = bound(connection);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
    }
  }

  private PreparedStatement bound(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }

  /** Makes a value of the row that a result stands at; it does not move the result. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
