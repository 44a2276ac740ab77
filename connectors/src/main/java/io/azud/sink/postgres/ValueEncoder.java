// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.pipeline.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Writes one non-null value as PostgreSQL's binary format has it: its length, then its bytes. The
 * formats are those of the types' {@code …recv} functions. An instance belongs to one thread.
 */
@FunctionalInterface
interface ValueEncoder {

  /** Microseconds and days between the epochs of Unix and of PostgreSQL, 2000-01-01. */
  long EPOCH_MICROS = 946_684_800_000_000L;

  int EPOCH_DAYS = 10_957;
  int JSONB_VERSION = 1;

  void encode(Object value, CopyBuffer out);

  static ValueEncoder of(DataType type) {
    if (type instanceof DataType.Simple simple) {
      return simple(simple);
    }
    if (type instanceof DataType.DecimalType decimal) {
      return new NumericEncoder(decimal.scale());
    }
    return new NestedEncoder(type);
  }

  private static ValueEncoder simple(DataType.Simple type) {
    return switch (type) {
      case STRING -> ValueEncoder::string;
      case BOOLEAN -> ValueEncoder::bool;
      case INT -> ValueEncoder::int4;
      case LONG -> ValueEncoder::int8;
      case FLOAT -> ValueEncoder::float4;
      case DOUBLE -> ValueEncoder::float8;
      case DATE -> ValueEncoder::date;
      case TIMESTAMP -> ValueEncoder::timestamp;
      case BINARY -> ValueEncoder::bytea;
      case JSON -> ValueEncoder::jsonb;
    };
  }

  private static void string(Object value, CopyBuffer out) {
    UTF8String text = (UTF8String) value;
    out.int32(text.numBytes());
    out.text(text);
  }

  private static void bool(Object value, CopyBuffer out) {
    out.int32(1);
    out.int8((Boolean) value ? 1 : 0);
  }

  private static void int4(Object value, CopyBuffer out) {
    out.int32(4);
    out.int32((Integer) value);
  }

  private static void int8(Object value, CopyBuffer out) {
    out.int32(8);
    out.int64((Long) value);
  }

  private static void float4(Object value, CopyBuffer out) {
    out.int32(4);
    out.int32(Float.floatToIntBits((Float) value));
  }

  private static void float8(Object value, CopyBuffer out) {
    out.int32(8);
    out.int64(Double.doubleToLongBits((Double) value));
  }

  private static void date(Object value, CopyBuffer out) {
    out.int32(4);
    out.int32((Integer) value - EPOCH_DAYS);
  }

  private static void timestamp(Object value, CopyBuffer out) {
    out.int32(8);
    out.int64((Long) value - EPOCH_MICROS);
  }

  private static void bytea(Object value, CopyBuffer out) {
    byte[] bytes = (byte[]) value;
    out.int32(bytes.length);
    out.binary(bytes, bytes.length);
  }

  private static void jsonb(Object value, CopyBuffer out) {
    UTF8String text = (UTF8String) value;
    out.int32(1 + text.numBytes());
    out.int8(JSONB_VERSION);
    out.text(text);
  }
}
