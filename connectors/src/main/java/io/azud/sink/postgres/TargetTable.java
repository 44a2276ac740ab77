// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.SqlIdentifier;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.PostgresDefinition.Index;
import io.azud.pipeline.PostgresDefinition.Mode;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The declared table, checked: every column that key, version, partitioning and indexes name exists
 * and is fit for it.
 *
 * @param columns as in a row, without the lineage columns
 */
record TargetTable(String schema, String name, List<Column> columns, PostgresDefinition definition)
    implements Serializable {
  static final String PARTITION = "azud_partition";
  static final String OFFSET = "azud_offset";

  /** PostgreSQL's limit of 1600 columns, less the lineage columns and the mark of a deletion. */
  private static final int MAX_COLUMNS = 1597;

  TargetTable {
    columns = List.copyOf(columns);
  }

  /**
   * @throws AzudException {@code PIPELINE_INVALID} when the declaration does not fit the columns
   */
  static TargetTable of(PostgresDefinition definition, List<Column> columns) {
    TargetTable table = named(definition, columns);
    table.check();
    return table;
  }

  /** The table for those who only look at it, and need not know its columns. */
  static TargetTable observed(PostgresDefinition definition) {
    String partitionedBy = definition.partitionBy().column();
    return named(
        definition,
        partitionedBy.isEmpty()
            ? List.of()
            : List.of(Column.required(partitionedBy, DataType.Simple.TIMESTAMP)));
  }

  private static TargetTable named(PostgresDefinition definition, List<Column> columns) {
    String[] parts = definition.table().split("\\.", 2);
    return parts.length == 1
        ? new TargetTable("public", parts[0], columns, definition)
        : new TargetTable(parts[0], parts[1], columns, definition);
  }

  /** {@code "schema"."table"}. */
  String quoted() {
    return SqlIdentifier.quote(schema, name);
  }

  /** Another table of the same schema. */
  String quoted(String sibling) {
    return SqlIdentifier.quote(schema, sibling);
  }

  boolean isUpsert() {
    return definition.mode() == Mode.UPSERT;
  }

  boolean isPartitioned() {
    return definition.partitionBy().isDeclared();
  }

  String defaultPartition() {
    return DerivedName.of(name, "_default");
  }

  /** The names of a row's values, in order. */
  List<String> rowNames() {
    return Stream.concat(columns.stream().map(Column::name), Stream.of(PARTITION, OFFSET)).toList();
  }

  /** The quoted names of a row's values, in order. */
  String rowList() {
    return list(rowNames());
  }

  static String list(List<String> names) {
    return names.stream().map(SqlIdentifier::quote).collect(Collectors.joining(", "));
  }

  int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw invalid("column '" + column + "' is not among the columns that the transform gives");
  }

  DataType typeOf(String column) {
    if (column.equals(PARTITION)) {
      return DataType.Simple.INT;
    }
    if (column.equals(OFFSET)) {
      return DataType.Simple.LONG;
    }
    return columns.get(indexOf(column)).type();
  }

  private void check() {
    if (columns.size() > MAX_COLUMNS) {
      throw invalid(columns.size() + " columns are too many: a table has at most " + MAX_COLUMNS);
    }
    checkPartitioning();
    definition.indexes().forEach(this::checkIndex);
    definition.key().forEach(column -> checkIdentifies("key column", column));
    if (isUpsert() && definition.key().isEmpty()) {
      throw invalid("mode: upsert needs a key");
    }
    if (!definition.version().isEmpty()) {
      checkIdentifies("version column", definition.version());
    }
  }

  private void checkPartitioning() {
    if (!isPartitioned()) {
      return;
    }
    String column = definition.partitionBy().column();
    DataType type = typeOf(column);
    if (type != DataType.Simple.DATE && type != DataType.Simple.TIMESTAMP) {
      throw invalid("partition column '" + column + "' must be a date or a timestamp");
    }
  }

  private void checkIndex(Index index) {
    for (String column : index.columns()) {
      checkIdentifies("index column", column);
      if (index.type() == Index.Type.BRIN && typeOf(column) == DataType.Simple.BOOLEAN) {
        throw invalid("a BRIN index over the boolean '" + column + "' does not exist");
      }
    }
    if (index.unique() && index.type() == Index.Type.BRIN) {
      throw invalid("a BRIN index cannot be unique: " + index.columns());
    }
    if (index.unique()
        && isPartitioned()
        && !index.columns().contains(definition.partitionBy().column())) {
      throw invalid(
          "the unique index over "
              + index.columns()
              + " must contain the partition column '"
              + definition.partitionBy().column()
              + "', or not be unique");
    }
  }

  private void checkIdentifies(String role, String column) {
    if (SqlType.isJsonb(typeOf(column))) {
      throw invalid(role + " '" + column + "' is stored as jsonb: only scalar columns can be that");
    }
  }

  private AzudException invalid(String problem) {
    return new AzudException(
        ErrorCode.PIPELINE_INVALID, "postgres table " + definition.table() + ": " + problem);
  }
}
