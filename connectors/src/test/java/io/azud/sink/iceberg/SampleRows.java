// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.ListType;
import io.azud.pipeline.DataType.MapType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.DataType.StructType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of every type, as Spark holds them and as Iceberg's generic reader gives them. */
final class SampleRows {
  static final List<Column> TYPES =
      List.of(
          Column.optional("s", Simple.STRING),
          Column.optional("b", Simple.BOOLEAN),
          Column.optional("i", Simple.INT),
          Column.optional("l", Simple.LONG),
          Column.optional("f", Simple.FLOAT),
          Column.optional("d", Simple.DOUBLE),
          Column.optional("small", new DecimalType(9, 2)),
          Column.optional("medium", new DecimalType(18, 6)),
          Column.optional("big", new DecimalType(38, 10)),
          Column.optional("day", Simple.DATE),
          Column.optional("at", Simple.TIMESTAMP),
          Column.optional("bytes", Simple.BINARY),
          Column.optional("doc", Simple.JSON),
          Column.optional(
              "place",
              new StructType(
                  List.of(
                      Column.required("name", Simple.STRING),
                      Column.optional("height", new DecimalType(20, 1))))),
          Column.optional("tags", new ListType(Simple.STRING)),
          Column.optional("counts", new MapType(new ListType(Simple.INT))));

  private SampleRows() {}

  static Object[] ordinary(int offset) {
    return new Object[] {
      text("näme 💧"),
      true,
      -7,
      1L << 40,
      1.5f,
      -2.25,
      Decimal.apply(new BigDecimal("-1234567.89"), 9, 2),
      Decimal.apply(new BigDecimal("123456789012.345678"), 18, 6),
      Decimal.apply(new BigDecimal("0.0000000001"), 38, 10),
      19_000,
      1_700_000_000_123_456L,
      new byte[] {0, -1, 7},
      text("{\"a\": [1, null]}"),
      new GenericInternalRow(
          new Object[] {text("Cuenca"), Decimal.apply(new BigDecimal("946.5"), 20, 1)}),
      new GenericArrayData(new Object[] {text("x"), null, text("")}),
      new ArrayBasedMapData(
          new GenericArrayData(new Object[] {text("k")}),
          new GenericArrayData(new Object[] {new GenericArrayData(new Object[] {1, null})})),
      0,
      (long) offset
    };
  }

  static List<Object> genericOrdinary(int offset) {
    return Arrays.asList(
        "näme 💧",
        true,
        -7,
        1L << 40,
        1.5f,
        -2.25,
        new BigDecimal("-1234567.89"),
        new BigDecimal("123456789012.345678"),
        new BigDecimal("0.0000000001"),
        LocalDate.ofEpochDay(19_000),
        at(1_700_000_000_123_456L),
        ByteBuffer.wrap(new byte[] {0, -1, 7}),
        "{\"a\": [1, null]}",
        Arrays.asList("Cuenca", new BigDecimal("946.5")),
        Arrays.asList("x", null, ""),
        Map.of("k", Arrays.asList(1, null)),
        0,
        (long) offset);
  }

  static Object[] extremes(int offset) {
    return new Object[] {
      text(""),
      false,
      Integer.MIN_VALUE,
      Long.MAX_VALUE,
      Float.NEGATIVE_INFINITY,
      Double.NaN,
      Decimal.apply(new BigDecimal("9999999.99"), 9, 2),
      Decimal.apply(new BigDecimal("-999999999999.999999"), 18, 6),
      Decimal.apply(new BigDecimal("9".repeat(28) + "." + "9".repeat(10)), 38, 10),
      (int) LocalDate.of(1, 1, 1).toEpochDay(),
      Instant.parse("9999-12-31T23:59:59.999999Z").getEpochSecond() * 1_000_000 + 999_999,
      new byte[0],
      text("null"),
      new GenericInternalRow(new Object[] {text("\u0000"), null}),
      new GenericArrayData(new Object[0]),
      new ArrayBasedMapData(
          new GenericArrayData(new Object[0]), new GenericArrayData(new Object[0])),
      0,
      (long) offset
    };
  }

  static List<Object> genericExtremes(int offset) {
    return Arrays.asList(
        "",
        false,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Float.NEGATIVE_INFINITY,
        Double.NaN,
        new BigDecimal("9999999.99"),
        new BigDecimal("-999999999999.999999"),
        new BigDecimal("9".repeat(28) + "." + "9".repeat(10)),
        LocalDate.of(1, 1, 1),
        OffsetDateTime.parse("9999-12-31T23:59:59.999999Z"),
        ByteBuffer.wrap(new byte[0]),
        "null",
        Arrays.asList("\u0000", null),
        List.of(),
        Map.of(),
        0,
        (long) offset);
  }

  static Object[] nulls(int offset) {
    Object[] row = new Object[TYPES.size() + 2];
    row[TYPES.size()] = 0;
    row[TYPES.size() + 1] = (long) offset;
    return row;
  }

  private static OffsetDateTime at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static UTF8String text(String value) {
    return UTF8String.fromBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  static List<Object> generic(Record row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      values.add(value instanceof Record struct ? generic(struct) : value);
    }
    return values;
  }

  /** A row in values that can be compared. */
  static List<Object> plain(Object[] row) {
    List<Object> values = new ArrayList<>();
    for (Object value : row) {
      values.add(plain(value));
    }
    return values;
  }

  private static Object plain(Object value) {
    if (value instanceof UTF8String text) {
      return text.toString();
    }
    if (value instanceof Decimal decimal) {
      return decimal.toJavaBigDecimal();
    }
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes.clone());
    }
    if (value instanceof InternalRow struct) {
      Object height = struct.isNullAt(1) ? null : struct.getDecimal(1, 20, 1).toJavaBigDecimal();
      return Arrays.asList(struct.getUTF8String(0).toString(), height);
    }
    if (value instanceof ArrayData list) {
      return texts(list);
    }
    if (value instanceof MapData map) {
      Map<Object, Object> entries = new HashMap<>();
      for (int i = 0; i < map.numElements(); i++) {
        entries.put(map.keyArray().getUTF8String(i).toString(), ints(map.valueArray().getArray(i)));
      }
      return entries;
    }
    return value;
  }

  private static List<Object> texts(ArrayData list) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < list.numElements(); i++) {
      values.add(list.isNullAt(i) ? null : list.getUTF8String(i).toString());
    }
    return values;
  }

  private static List<Object> ints(ArrayData list) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < list.numElements(); i++) {
      values.add(list.isNullAt(i) ? null : list.get(i, DataTypes.IntegerType));
    }
    return values;
  }
}
