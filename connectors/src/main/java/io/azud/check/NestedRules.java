// SPDX-License-Identifier: Apache-2.0
package io.azud.check;

import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.spi.Verdict;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

/**
 * The rules of struct fields, wherever in a column the struct stands. Reads the generic rows and
 * arrays that decoders make.
 */
final class NestedRules {
  private NestedRules() {}

  static ValueRule compile(DataType type, String path) {
    if (type instanceof DataType.StructType struct) {
      return fields(struct.fields(), path);
    }
    if (type instanceof DataType.ListType list) {
      ValueRule element = compile(list.element(), path);
      return element == ValueRule.NONE
          ? ValueRule.NONE
          : value -> checkAll(((GenericArrayData) value).array(), element);
    }
    if (type instanceof DataType.MapType map) {
      ValueRule entry = compile(map.value(), path);
      return entry == ValueRule.NONE ? ValueRule.NONE : value -> checkAll(values(value), entry);
    }
    return ValueRule.NONE;
  }

  private static Object[] values(Object map) {
    ArrayData values = ((ArrayBasedMapData) map).valueArray();
    return ((GenericArrayData) values).array();
  }

  private static ValueRule fields(List<Column> fields, String path) {
    ValueRule all = ValueRule.NONE;
    for (int i = 0; i < fields.size(); i++) {
      ValueRule rule = RuleCompiler.compile(fields.get(i), path + "." + fields.get(i).name());
      all = rule == ValueRule.NONE ? all : all.and(field(i, rule));
    }
    return all;
  }

  private static ValueRule field(int index, ValueRule rule) {
    return struct -> {
      InternalRow row = (InternalRow) struct;
      Object value = row.isNullAt(index) ? null : ((GenericInternalRow) row).genericGet(index);
      return value == null ? Verdict.ACCEPTED : rule.check(value);
    };
  }

  private static Verdict checkAll(Object[] values, ValueRule rule) {
    for (Object value : values) {
      Verdict verdict = value == null ? Verdict.ACCEPTED : rule.check(value);
      if (verdict != Verdict.ACCEPTED) {
        return verdict;
      }
    }
    return Verdict.ACCEPTED;
  }
}
