// SPDX-License-Identifier: Apache-2.0
package io.azud.sink;

import io.azud.decode.Utf8;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** What every store can hold of one type. */
@FunctionalInterface
interface ValueLimit extends Serializable {

  /**
   * 0001-01-01 and 9999-12-31 as days; what lies beyond, half of the stores' readers cannot show.
   */
  int FIRST_DAY = -719_162;

  int LAST_DAY = 2_932_896;
  long MICROS_OF_DAY = 86_400_000_000L;
  long FIRST_MICRO = FIRST_DAY * MICROS_OF_DAY;
  long LAST_MICRO = (LAST_DAY + 1L) * MICROS_OF_DAY - 1;

  /** Looks at the non-null value at this place of a row or an array. */
  Breach check(SpecializedGetters values, int ordinal);

  static ValueLimit of(DataType type) {
    if (type instanceof DataType.StructType struct) {
      return struct(struct.fields());
    }
    if (type instanceof DataType.ListType list) {
      ValueLimit element = of(list.element());
      return (values, i) -> elements(element, values.getArray(i));
    }
    if (type instanceof DataType.MapType map) {
      ValueLimit value = of(map.value());
      return (values, i) -> entries(value, values.getMap(i));
    }
    if (type instanceof DataType.DecimalType decimal) {
      return (values, i) -> decimal(decimal, values, i);
    }
    return simple((DataType.Simple) type);
  }

  private static ValueLimit simple(DataType.Simple type) {
    return switch (type) {
      case STRING -> (values, i) -> text(values.getUTF8String(i));
      case DATE -> (values, i) -> within(values.getInt(i), FIRST_DAY, LAST_DAY);
      case TIMESTAMP -> (values, i) -> within(values.getLong(i), FIRST_MICRO, LAST_MICRO);
      // Only decoders make json, and no transform changes it.
      case JSON, BOOLEAN, INT, LONG, FLOAT, DOUBLE, BINARY -> (values, i) -> Breach.NONE;
    };
  }

  private static Breach within(long value, long first, long last) {
    return value < first || value > last ? Breach.OUT_OF_RANGE : Breach.NONE;
  }

  private static Breach decimal(DataType.DecimalType type, SpecializedGetters values, int i) {
    Decimal decimal = values.getDecimal(i, type.precision(), type.scale());
    boolean fits = decimal.scale() == type.scale() && decimal.precision() <= type.precision();
    return fits ? Breach.NONE : Breach.OUT_OF_RANGE;
  }

  private static Breach text(UTF8String text) {
    byte[] bytes = text.getBytes();
    int at = 0;
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b > 0) {
        at++;
      } else if (b == 0) {
        return Breach.NUL;
      } else {
        at = Utf8.next(bytes, at, bytes.length);
        if (at < 0) {
          return Breach.INVALID_UTF8;
        }
      }
    }
    return Breach.NONE;
  }

  private static ValueLimit struct(List<Column> fields) {
    ValueLimit[] limits = fields.stream().map(f -> of(f.type())).toArray(ValueLimit[]::new);
    return (values, i) -> {
      InternalRow struct = values.getStruct(i, limits.length);
      Breach breach = Breach.NONE;
      for (int f = 0; f < limits.length && breach == Breach.NONE; f++) {
        breach = struct.isNullAt(f) ? Breach.NONE : limits[f].check(struct, f);
      }
      return breach;
    };
  }

  private static Breach elements(ValueLimit element, ArrayData array) {
    Breach breach = Breach.NONE;
    for (int i = 0; i < array.numElements() && breach == Breach.NONE; i++) {
      breach = array.isNullAt(i) ? Breach.NONE : element.check(array, i);
    }
    return breach;
  }

  private static Breach entries(ValueLimit value, MapData map) {
    Breach breach = elements((keys, i) -> text(keys.getUTF8String(i)), map.keyArray());
    return breach == Breach.NONE ? elements(value, map.valueArray()) : breach;
  }
}
