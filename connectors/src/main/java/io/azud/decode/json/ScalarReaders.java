// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.ExactDecimal;
import io.azud.decode.Numeral;
import io.azud.decode.ScalarReader;
import org.apache.spark.unsafe.types.UTF8String;

/** Readers of the types that are one JSON token. */
final class ScalarReaders {
  private ScalarReaders() {}

  static Object string(JsonInput in) {
    JsonText text = readText(in, "a string");
    int length = text.to() - text.from();
    byte[] copy = new byte[length];
    System.arraycopy(text.bytes(), text.from(), copy, 0, length);
    return UTF8String.fromBytes(copy);
  }

  static Object bool(JsonInput in) {
    int next = in.here();
    if (next != 't' && next != 'f') {
      throw in.wrongType("a boolean");
    }
    in.literal(next == 't' ? "true" : "false");
    return next == 't';
  }

  static Object integer(JsonInput in) {
    return (int) readNumber(in).toLong(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  static Object longInteger(JsonInput in) {
    return readNumber(in).toLong(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  static Object floatingPoint(JsonInput in) {
    return readNumber(in).toFloat();
  }

  static Object doublePrecision(JsonInput in) {
    return readNumber(in).toDouble();
  }

  static JsonReader decimal(ExactDecimal decimal) {
    return in -> decimal.of(readNumber(in));
  }

  /** For types that JSON writes as a string. */
  static JsonReader inString(ScalarReader reader, String wanted) {
    return in -> {
      JsonText text = readText(in, wanted);
      return reader.read(text.bytes(), text.from(), text.to());
    };
  }

  private static JsonText readText(JsonInput in, String wanted) {
    if (in.here() != '"') {
      throw in.wrongType(wanted);
    }
    in.string();
    return in.text();
  }

  private static Numeral readNumber(JsonInput in) {
    int next = in.here();
    if (next != '-' && (next < '0' || next > '9')) {
      throw in.wrongType("a number");
    }
    return in.number();
  }
}
