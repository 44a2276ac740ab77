// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Slice;
import io.azud.spi.SliceWriter;
import io.azud.spi.SliceWriterFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.SerializationUtil;

/** Opens writers for one table as it was when this was made. */
final class TableWriters implements SliceWriterFactory {
  private static final long serialVersionUID = 1L;

  /**
   * The table in serialised form: each writer makes its own copy, with file access that it can
   * close.
   */
  private final byte[] table;

  private final List<String> columns;
  private final List<String> sortBy;
  private final String batch;
  private final Environment environment;

  /**
   * @param columns of a row, in its order, the lineage columns last
   * @throws AzudException {@code INCOMPATIBLE_CHANGE} when the table lacks a column
   */
  TableWriters(
      Table table,
      List<String> columns,
      List<String> sortBy,
      String batch,
      Environment environment) {
    this.columns = List.copyOf(columns);
    this.sortBy = List.copyOf(sortBy);
    this.batch = batch;
    this.environment = environment;
    rowSchema(table, columns);
    this.table = SerializationUtil.serializeToBytes(SerializableTable.copyOf(table));
  }

  @Override
  public SliceWriter open(Slice slice, long attempt) {
    String prefix = batch + "-p" + slice.partition() + "-a" + attempt;
    return new LakeSliceWriter(slice, prefix, target(), sortBy, environment);
  }

  private FileTarget target() {
    Table copy = SerializationUtil.deserializeFromBytes(table);
    Schema schema = rowSchema(copy, columns);
    PartitionSpec spec = copy.spec();
    return new FileTarget(
        schema,
        spec,
        sortBy.isEmpty() ? SortOrder.unsorted() : copy.sortOrder(),
        format(copy),
        copy.properties(),
        MetricsConfig.forTable(copy),
        copy.encryption(),
        copy.io(),
        (partition, name) ->
            partition == null
                ? copy.locationProvider().newDataLocation(name)
                : copy.locationProvider().newDataLocation(spec, partition, name));
  }

  static FileFormat format(Table table) {
    String name =
        table
            .properties()
            .getOrDefault(
                TableProperties.DEFAULT_FILE_FORMAT, TableProperties.DEFAULT_FILE_FORMAT_DEFAULT);
    return FileFormat.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * The table's fields in a row's order. Fields that the row does not have are left out of the
   * files: they read as null.
   */
  private static Schema rowSchema(Table table, List<String> columns) {
    List<NestedField> fields = new ArrayList<>(columns.size());
    for (String column : columns) {
      NestedField field = table.schema().findField(column);
      if (field == null) {
        throw new AzudException(
            ErrorCode.INCOMPATIBLE_CHANGE,
            "the lake's table " + table.name() + " has no column " + column + ": run 'azud apply'");
      }
      fields.add(field);
    }
    return new Schema(table.schema().schemaId(), fields);
  }
}
