// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** What is done to a table, as Spark SQL would say it. */
final class Ddl {

  private Ddl() {}

  static String createNamespace(Namespace namespace) {
    return "CREATE NAMESPACE " + quoted(namespace.levels());
  }

  static String createTable(
      TableIdentifier table,
      Schema schema,
      PartitionSpec spec,
      SortOrder order,
      Map<String, String> properties) {
    String columns =
        schema.columns().stream()
            .map(field -> "  " + column(field))
            .collect(Collectors.joining(",\n", " (\n", "\n)\n"));
    String partitions =
        spec.isUnpartitioned() ? "" : "PARTITIONED BY (" + Layout.describe(spec) + ")\n";
    String written = order.isUnsorted() ? "" : "ORDERED BY (" + Layout.describe(order) + ")\n";
    return "CREATE TABLE "
        + name(table)
        + columns
        + "USING iceberg\n"
        + partitions
        + written
        + "TBLPROPERTIES (\n"
        + properties(properties)
        + "\n)";
  }

  static String addColumn(TableIdentifier table, String path, NestedField field) {
    return alter(table) + "ADD COLUMN " + path(path) + " " + type(field.type());
  }

  static String widen(TableIdentifier table, String path, Type type) {
    return alter(table) + "ALTER COLUMN " + path(path) + " TYPE " + type(type);
  }

  static String relax(TableIdentifier table, String path) {
    return alter(table) + "ALTER COLUMN " + path(path) + " DROP NOT NULL";
  }

  static String order(TableIdentifier table, SortOrder order) {
    return alter(table)
        + (order.isUnsorted() ? "WRITE UNORDERED" : "WRITE ORDERED BY " + Layout.describe(order));
  }

  static String setProperties(TableIdentifier table, Map<String, String> properties) {
    return alter(table) + "SET TBLPROPERTIES (\n" + properties(properties) + "\n)";
  }

  static String quoted(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  static String type(Type type) {
    return SparkSchemaUtil.convert(type).sql().toLowerCase(Locale.ROOT);
  }

  private static String column(NestedField field) {
    return quoted(field.name())
        + " "
        + type(field.type())
        + (field.isRequired() ? " NOT NULL" : "");
  }

  private static String alter(TableIdentifier table) {
    return "ALTER TABLE " + name(table) + " ";
  }

  private static String name(TableIdentifier table) {
    return quoted(table.namespace().levels()) + "." + quoted(table.name());
  }

  private static String path(String path) {
    return quoted(path.split("\\."));
  }

  private static String quoted(String[] parts) {
    return Arrays.stream(parts).map(Ddl::quoted).collect(Collectors.joining("."));
  }

  private static String properties(Map<String, String> properties) {
    return new TreeMap<>(properties)
        .entrySet().stream()
            .map(e -> "  '" + e.getKey() + "' = '" + e.getValue() + "'")
            .collect(Collectors.joining(",\n"));
  }
}
