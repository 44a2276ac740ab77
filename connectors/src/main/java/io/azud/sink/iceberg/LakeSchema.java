// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Output columns in Iceberg's types, with fresh field ids, the lineage columns last. */
final class LakeSchema {
  static final String PARTITION = "azud_partition";
  static final String OFFSET = "azud_offset";

  private int lastId;

  private LakeSchema() {}

  static Schema of(List<Column> columns) {
    LakeSchema ids = new LakeSchema();
    List<Column> all = new ArrayList<>(columns);
    all.add(Column.required(PARTITION, DataType.Simple.INT));
    all.add(Column.required(OFFSET, DataType.Simple.LONG));
    return new Schema(ids.fields(all));
  }

  private List<NestedField> fields(List<Column> columns) {
    // Ids of one level are taken before those below it, as Iceberg itself does.
    int first = lastId + 1;
    lastId += columns.size();
    List<NestedField> fields = new ArrayList<>(columns.size());
    for (Column column : columns) {
      int id = first + fields.size();
      Type type = type(column.type());
      fields.add(
          column.required()
              ? NestedField.required(id, column.name(), type)
              : NestedField.optional(id, column.name(), type));
    }
    return fields;
  }

  private Type type(DataType type) {
    if (type instanceof DataType.Simple simple) {
      return simple(simple);
    }
    if (type instanceof DataType.DecimalType decimal) {
      return Types.DecimalType.of(decimal.precision(), decimal.scale());
    }
    if (type instanceof DataType.StructType struct) {
      return Types.StructType.of(fields(struct.fields()));
    }
    if (type instanceof DataType.ListType list) {
      int element = ++lastId;
      return Types.ListType.ofOptional(element, type(list.element()));
    }
    DataType.MapType map = (DataType.MapType) type;
    int key = ++lastId;
    int value = ++lastId;
    return Types.MapType.ofOptional(key, value, Types.StringType.get(), type(map.value()));
  }

  private static Type simple(DataType.Simple type) {
    return switch (type) {
      case STRING, JSON -> Types.StringType.get();
      case BOOLEAN -> Types.BooleanType.get();
      case INT -> Types.IntegerType.get();
      case LONG -> Types.LongType.get();
      case FLOAT -> Types.FloatType.get();
      case DOUBLE -> Types.DoubleType.get();
      case DATE -> Types.DateType.get();
      case TIMESTAMP -> Types.TimestampType.withZone();
      case BINARY -> Types.BinaryType.get();
    };
  }
}
