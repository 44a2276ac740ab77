// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the catalog says about a table.
 *
 * @param exists whether there is a relation of that name; when not, everything else is empty
 * @param kind {@code r} for a plain table, {@code p} for a partitioned one, others are no tables
 * @param partitionColumn the column of {@code PARTITION BY RANGE}; empty when partitioned in
 *     another way or not at all
 * @param indexes names of the table's valid indexes
 */
record ActualTable(
    boolean exists,
    String kind,
    String partitionColumn,
    Map<String, ActualColumn> columns,
    Set<String> indexes,
    AttachedPartitions partitions) {

  private static final ActualTable NONE =
      new ActualTable(false, "", "", Map.of(), Set.of(), AttachedPartitions.NONE);

  private static final String RELATION =
      """
      SELECT c.oid, c.relkind, coalesce(a.attname, '')
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_partitioned_table p
        ON p.partrelid = c.oid AND p.partstrat = 'r' AND p.partnatts = 1
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]
      WHERE n.nspname = ? AND c.relname = ?
      """;

  private static final String COLUMNS =
      """
      SELECT attname, format_type(atttypid, atttypmod), attnotnull,
             atthasdef OR attidentity <> '', attgenerated <> '' OR attidentity = 'a'
      FROM pg_attribute
      WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
      ORDER BY attnum
      """;

  private static final String INDEXES =
      """
      SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = ? AND i.indisvalid
      """;

  /**
   * @param hasDefault whether a row may leave the column out
   * @param computed whether a row must leave it out
   */
  record ActualColumn(String sqlType, boolean notNull, boolean hasDefault, boolean computed) {}

  /** The columns that a row can have a value for. */
  List<String> writable() {
    return columns.entrySet().stream()
        .filter(column -> !column.getValue().computed())
        .map(Map.Entry::getKey)
        .toList();
  }

  static ActualTable read(Connection connection, TargetTable table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Partition bounds are shown in the session's time zone.
      statement.execute("SET LOCAL TimeZone = 'UTC'");
    }
    try (PreparedStatement statement = connection.prepareStatement(RELATION)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      try (ResultSet found = statement.executeQuery()) {
        if (!found.next()) {
          return NONE;
        }
        long oid = found.getLong(1);
        return new ActualTable(
            true,
            found.getString(2),
            found.getString(3),
            columns(connection, oid),
            indexes(connection, oid),
            AttachedPartitions.read(connection, oid));
      }
    }
  }

  private static Map<String, ActualColumn> columns(Connection connection, long oid)
      throws SQLException {
    Map<String, ActualColumn> columns = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, oid);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.put(
              rows.getString(1),
              new ActualColumn(
                  rows.getString(2), rows.getBoolean(3), rows.getBoolean(4), rows.getBoolean(5)));
        }
      }
    }
    return columns;
  }

  private static Set<String> indexes(Connection connection, long oid) throws SQLException {
    Set<String> indexes = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
      statement.setLong(1, oid);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          indexes.add(rows.getString(1));
        }
      }
    }
    return indexes;
  }
}
