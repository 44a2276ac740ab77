// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.Schema;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/**
 * One step from the columns that a table has to those that are declared. Columns are matched by
 * name. Those that are no longer declared stay, and get null.
 *
 * @param ddl the step in words
 * @param act the step itself
 */
record SchemaChange(String ddl, Consumer<UpdateSchema> act) {

  /**
   * @throws AzudException {@code INCOMPATIBLE_CHANGE} when a step would lose data or cannot hold
   *     for existing rows
   */
  static List<SchemaChange> between(TableIdentifier table, Schema existing, Schema declared) {
    Comparison comparison = new Comparison(table, new ArrayList<>());
    comparison.structs("", existing.asStruct(), declared.asStruct());
    return comparison.changes();
  }

  private record Comparison(TableIdentifier table, List<SchemaChange> changes) {

    private void structs(String prefix, StructType existing, StructType declared) {
      for (NestedField field : declared.fields()) {
        NestedField old = existing.field(field.name());
        if (old == null) {
          add(prefix, field);
        } else {
          fields(prefix + field.name(), old, field);
        }
      }
      for (NestedField old : existing.fields()) {
        if (declared.field(old.name()) == null && old.isRequired()) {
          relax(prefix + old.name());
        }
      }
    }

    private void fields(String path, NestedField old, NestedField field) {
      if (old.isRequired() && field.isOptional()) {
        relax(path);
      }
      types(path, old.type(), field.type());
    }

    private void types(String path, Type old, Type type) {
      if (old.isStructType() && type.isStructType()) {
        structs(path + ".", old.asStructType(), type.asStructType());
      } else if (old.isListType() && type.isListType()) {
        ListType oldList = old.asListType();
        types(path + ".element", oldList.elementType(), type.asListType().elementType());
      } else if (old.isMapType() && type.isMapType()) {
        MapType oldMap = old.asMapType();
        types(path + ".value", oldMap.valueType(), type.asMapType().valueType());
      } else if (!old.equals(type)) {
        widen(path, old, type);
      }
    }

    private void add(String prefix, NestedField field) {
      String path = prefix + field.name();
      if (field.isRequired()) {
        throw incompatible(
            "column "
                + path
                + " is required, but the rows already there have no value for it:"
                + " declare it without 'required'");
      }
      String parent = prefix.isEmpty() ? null : prefix.substring(0, prefix.length() - 1);
      changes.add(
          new SchemaChange(
              Ddl.addColumn(table, path, field),
              update -> update.addColumn(parent, field.name(), field.type())));
    }

    private void widen(String path, Type old, Type type) {
      if (!type.isPrimitiveType()
          || !old.isPrimitiveType()
          || !TypeUtil.isPromotionAllowed(old, type.asPrimitiveType())) {
        throw incompatible(
            "column "
                + path
                + " is "
                + Ddl.type(old)
                + " there and cannot become "
                + Ddl.type(type)
                + ": declare it under another name");
      }
      changes.add(
          new SchemaChange(
              Ddl.widen(table, path, type),
              update -> update.updateColumn(path, type.asPrimitiveType())));
    }

    private void relax(String path) {
      changes.add(
          new SchemaChange(Ddl.relax(table, path), update -> update.makeColumnOptional(path)));
    }

    private AzudException incompatible(String why) {
      return new AzudException(
          ErrorCode.INCOMPATIBLE_CHANGE, "the lake's table " + table + ": " + why);
    }
  }
}
