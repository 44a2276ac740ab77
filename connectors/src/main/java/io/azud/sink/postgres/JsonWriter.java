// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Renders values of one nested type as JSON: decimals as numbers, times in ISO 8601 and UTC, binary
 * in base64, numbers that JSON does not have as strings. A struct's missing fields are there, as
 * null.
 */
interface JsonWriter {

  /** Appends the non-null value at this place of a row or an array. */
  void element(SpecializedGetters values, int ordinal, JsonText out);

  /** Appends a value that stands by itself. */
  void value(Object value, JsonText out);

  static JsonWriter of(DataType type) {
    if (type instanceof DataType.StructType struct) {
      return new Struct(struct.fields());
    }
    if (type instanceof DataType.ListType list) {
      return new Elements(of(list.element()));
    }
    if (type instanceof DataType.MapType map) {
      return new Entries(of(map.value()));
    }
    if (type instanceof DataType.DecimalType decimal) {
      return scalar(
          (values, i, out) ->
              out.ascii(
                  values
                      .getDecimal(i, decimal.precision(), decimal.scale())
                      .toJavaBigDecimal()
                      .toPlainString()));
    }
    return scalar(simple((DataType.Simple) type));
  }

  /** How a scalar inside of a row or an array is rendered. */
  @FunctionalInterface
  interface ScalarWriter {
    void element(SpecializedGetters values, int ordinal, JsonText out);
  }

  private static JsonWriter scalar(ScalarWriter writer) {
    return new JsonWriter() {
      @Override
      public void element(SpecializedGetters values, int ordinal, JsonText out) {
        writer.element(values, ordinal, out);
      }

      @Override
      public void value(Object value, JsonText out) {
        throw new IllegalStateException("a scalar does not stand by itself");
      }
    };
  }

  private static ScalarWriter simple(DataType.Simple type) {
    return switch (type) {
      case STRING -> (values, i, out) -> out.string(values.getUTF8String(i));
      case BOOLEAN -> (values, i, out) -> out.ascii(values.getBoolean(i) ? "true" : "false");
      case INT -> (values, i, out) -> out.ascii(Integer.toString(values.getInt(i)));
      case LONG -> (values, i, out) -> out.ascii(Long.toString(values.getLong(i)));
      case FLOAT ->
          (values, i, out) ->
              number(Float.isFinite(values.getFloat(i)), Float.toString(values.getFloat(i)), out);
      case DOUBLE ->
          (values, i, out) ->
              number(
                  Double.isFinite(values.getDouble(i)), Double.toString(values.getDouble(i)), out);
      case DATE ->
          (values, i, out) -> quoted(LocalDate.ofEpochDay(values.getInt(i)).toString(), out);
      case TIMESTAMP ->
          (values, i, out) ->
              quoted(Instant.EPOCH.plus(values.getLong(i), ChronoUnit.MICROS).toString(), out);
      case BINARY ->
          (values, i, out) -> {
            out.put('"');
            out.raw(Base64.getEncoder().encode(values.getBinary(i)));
            out.put('"');
          };
      case JSON -> (values, i, out) -> out.raw(values.getUTF8String(i));
    };
  }

  private static void number(boolean finite, String text, JsonText out) {
    if (finite) {
      out.ascii(text);
    } else {
      quoted(text, out);
    }
  }

  private static void quoted(String ascii, JsonText out) {
    out.put('"');
    out.ascii(ascii);
    out.put('"');
  }

  private static void orNull(JsonWriter writer, SpecializedGetters values, int i, JsonText out) {
    if (values.isNullAt(i)) {
      out.ascii("null");
    } else {
      writer.element(values, i, out);
    }
  }

  /** An object with the fields in their declared order. */
  final class Struct implements JsonWriter {
    private final UTF8String[] names;
    private final JsonWriter[] writers;

    private Struct(List<Column> fields) {
      names = fields.stream().map(f -> UTF8String.fromString(f.name())).toArray(UTF8String[]::new);
      writers = fields.stream().map(f -> of(f.type())).toArray(JsonWriter[]::new);
    }

    @Override
    public void element(SpecializedGetters values, int ordinal, JsonText out) {
      value(values.getStruct(ordinal, names.length), out);
    }

    @Override
    public void value(Object value, JsonText out) {
      InternalRow row = (InternalRow) value;
      out.put('{');
      for (int i = 0; i < names.length; i++) {
        if (i > 0) {
          out.put(',');
        }
        out.string(names[i]);
        out.put(':');
        orNull(writers[i], row, i, out);
      }
      out.put('}');
    }
  }

  /** An array. */
  final class Elements implements JsonWriter {
    private final JsonWriter writer;

    private Elements(JsonWriter writer) {
      this.writer = writer;
    }

    @Override
    public void element(SpecializedGetters values, int ordinal, JsonText out) {
      value(values.getArray(ordinal), out);
    }

    @Override
    public void value(Object value, JsonText out) {
      ArrayData array = (ArrayData) value;
      out.put('[');
      for (int i = 0; i < array.numElements(); i++) {
        if (i > 0) {
          out.put(',');
        }
        orNull(writer, array, i, out);
      }
      out.put(']');
    }
  }

  /** An object with any keys. */
  final class Entries implements JsonWriter {
    private final JsonWriter writer;

    private Entries(JsonWriter writer) {
      this.writer = writer;
    }

    @Override
    public void element(SpecializedGetters values, int ordinal, JsonText out) {
      value(values.getMap(ordinal), out);
    }

    @Override
    public void value(Object value, JsonText out) {
      MapData map = (MapData) value;
      ArrayData keys = map.keyArray();
      ArrayData values = map.valueArray();
      out.put('{');
      for (int i = 0; i < map.numElements(); i++) {
        if (i > 0) {
          out.put(',');
        }
        out.string(keys.getUTF8String(i));
        out.put(':');
        orNull(writer, values, i, out);
      }
      out.put('}');
    }
  }
}
