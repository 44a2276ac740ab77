// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Writes single Parquet values as JSON: numbers exactly, what JSON has no type for as text. */
final class ParquetScalar {

  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long SECONDS_PER_DAY = 86_400;

  private static final JsonFactory JSON = new JsonFactory();

  private ParquetScalar() {}

  static void write(Group group, int field, int index, JsonBytes out) {
    PrimitiveType type = group.getType().getType(field).asPrimitiveType();
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> out.raw(group.getBoolean(field, index) ? "true" : "false");
      case FLOAT ->
          number(group.getFloat(field, index), Float.toString(group.getFloat(field, index)), out);
      case DOUBLE ->
          number(
              group.getDouble(field, index), Double.toString(group.getDouble(field, index)), out);
      case INT32 -> whole(group.getInteger(field, index), meaning, 32, out);
      case INT64 -> whole(group.getLong(field, index), meaning, 64, out);
      case INT96 -> out.quoted(int96(group.getInt96(field, index)));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> binary(group.getBinary(field, index), meaning, out);
    }
  }

  /** A map entry's key as text. */
  static byte[] key(Group entry) {
    if (!entry.getType().getType(0).isPrimitive()) {
      throw new IllegalArgumentException("a map's keys are structs; JSON has text keys only");
    }
    JsonBytes key = new JsonBytes();
    LogicalTypeAnnotation meaning = entry.getType().getType(0).getLogicalTypeAnnotation();
    if (isText(meaning)) {
      return entry.getBinary(0, 0).getBytes();
    }
    write(entry, 0, 0, key);
    String text = new String(key.copy(), StandardCharsets.UTF_8);
    return (text.startsWith("\"") ? text.substring(1, text.length() - 1) : text)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Values that JSON has no number for become text, which a decoder rejects by the field's name.
   */
  private static void number(double value, String text, JsonBytes out) {
    if (Double.isFinite(value)) {
      out.raw(text);
    } else {
      out.quoted(text);
    }
  }

  private static void whole(long value, LogicalTypeAnnotation meaning, int bits, JsonBytes out) {
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      out.raw(BigDecimal.valueOf(value, decimal.getScale()).toPlainString());
    } else if (meaning instanceof DateLogicalTypeAnnotation) {
      out.quoted(LocalDate.ofEpochDay(value).toString());
    } else if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
      out.quoted(timestamp(value, timestamp));
    } else if (meaning instanceof TimeLogicalTypeAnnotation time) {
      out.quoted(time(value * (1_000_000_000L / perSecond(time.getUnit()))));
    } else if (meaning instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
      out.raw(bits == 64 ? Long.toUnsignedString(value) : Long.toString(value & 0xffff_ffffL));
    } else {
      out.raw(Long.toString(value));
    }
  }

  /** In UTC, with {@code Z} where the file says that it is an instant. */
  private static String timestamp(long value, TimestampLogicalTypeAnnotation type) {
    long perSecond = perSecond(type.getUnit());
    long nanos = Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond);
    Instant instant = Instant.ofEpochSecond(Math.floorDiv(value, perSecond), nanos);
    return type.isAdjustedToUTC()
        ? instant.toString()
        : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  private static String time(long nanoOfDay) {
    return DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(nanoOfDay));
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000L;
      case MICROS -> 1_000_000L;
      case NANOS -> 1_000_000_000L;
    };
  }

  /** What Impala, Hive and old Spark wrote: nanoseconds of the day, then the Julian day. */
  private static String int96(Binary value) {
    ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong(bytes.position());
    long day = bytes.getInt(bytes.position() + Long.BYTES) - JULIAN_DAY_OF_EPOCH;
    return Instant.ofEpochSecond(day * SECONDS_PER_DAY, nanos).toString();
  }

  private static void binary(Binary value, LogicalTypeAnnotation meaning, JsonBytes out) {
    if (isText(meaning)) {
      out.quoted(value.getBytes());
    } else if (meaning instanceof JsonLogicalTypeAnnotation) {
      json(value.getBytes(), out);
    } else if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      out.raw(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()).toPlainString());
    } else if (meaning instanceof UUIDLogicalTypeAnnotation) {
      ByteBuffer bytes = ByteBuffer.wrap(value.getBytes());
      out.quoted(new UUID(bytes.getLong(), bytes.getLong()).toString());
    } else if (meaning instanceof Float16LogicalTypeAnnotation) {
      float number = half(value.getBytes());
      number(number, Float.toString(number), out);
    } else {
      out.quoted(Base64.getEncoder().encode(value.getBytes()));
    }
  }

  private static boolean isText(LogicalTypeAnnotation meaning) {
    return meaning instanceof StringLogicalTypeAnnotation
        || meaning instanceof EnumLogicalTypeAnnotation;
  }

  /** JSON within JSON; what is none after all is text. */
  private static void json(byte[] text, JsonBytes out) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      if (parser.currentToken() != null && parser.nextToken() == null) {
        out.raw(text);
        return;
      }
    } catch (IOException e) {
      // Falls through to the text: the decoder says what it thinks of it.
    }
    out.quoted(text);
  }

  /** An IEEE 754 binary16 number, the lower byte first. */
  private static float half(byte[] bytes) {
    int bits = bytes[0] & 0xff | bytes[1] << 8;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(1 + fraction / 1024f, exponent - 15);
        };
    return bits << 16 < 0 ? -magnitude : magnitude;
  }
}
