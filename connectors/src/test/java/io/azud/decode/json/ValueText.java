// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

/** Decoded values as text that shows every difference. */
final class ValueText {
  private ValueText() {}

  static List<String> of(List<Column> contract, List<Object> row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < contract.size(); i++) {
      texts.add(of(contract.get(i).type(), row.get(i)));
    }
    return texts;
  }

  private static String of(DataType type, Object value) {
    if (value == null) {
      return "null";
    }
    if (type instanceof DataType.StructType struct) {
      StringBuilder out = new StringBuilder("(");
      for (int i = 0; i < struct.fields().size(); i++) {
        Object field =
            ((InternalRow) value).isNullAt(i) ? null : ((GenericInternalRow) value).genericGet(i);
        out.append(of(struct.fields().get(i).type(), field)).append(';');
      }
      return out.append(')').toString();
    }
    if (type instanceof DataType.ListType list) {
      return array(list.element(), value);
    }
    if (type instanceof DataType.MapType map) {
      ArrayBasedMapData data = (ArrayBasedMapData) value;
      return array(DataType.Simple.STRING, data.keyArray())
          + "="
          + array(map.value(), data.valueArray());
    }
    return value.getClass().getSimpleName() + " " + value;
  }

  private static String array(DataType element, Object array) {
    StringBuilder out = new StringBuilder("[");
    for (Object value : ((GenericArrayData) array).array()) {
      out.append(of(element, value)).append(';');
    }
    return out.append(']').toString();
  }
}
