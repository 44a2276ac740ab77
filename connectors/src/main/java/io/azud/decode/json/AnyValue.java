// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.BadValue;
import io.azud.decode.DecodeRule;
import io.azud.decode.Limits;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads any JSON value that PostgreSQL's jsonb can hold, and keeps the text as it was sent. */
final class AnyValue implements JsonReader {

  @Override
  public UTF8String read(JsonInput in) {
    int start = in.position();
    skip(in);
    return UTF8String.fromBytes(in.copy(start, in.position()));
  }

  /** Steps over one value, as strictly as {@link #read}. */
  static void skip(JsonInput in) {
    int next = in.peek();
    switch (next) {
      case '"' -> in.string();
      case '{' -> skipObject(in);
      case '[' -> skipArray(in);
      case 't' -> in.literal("true");
      case 'f' -> in.literal("false");
      case 'n' -> in.literal("null");
      default -> skipNumber(in, next);
    }
  }

  private static void skipNumber(JsonInput in, int next) {
    if (next != '-' && (next < '0' || next > '9')) {
      throw in.wrongType("");
    }
    int start = in.position();
    if (Math.abs(in.number().exponent()) > Limits.MAX_NUMBER_DIGITS) {
      throw new BadValue(
          DecodeRule.OUT_OF_RANGE,
          "holds a number with an exponent beyond " + Limits.MAX_NUMBER_DIGITS,
          start);
    }
  }

  private static void skipObject(JsonInput in) {
    in.enter();
    int keysBefore = in.keys().size();
    if (in.peek() != '}') {
      do {
        if (in.peek() != '"') {
          throw in.malformed("lacks a key");
        }
        in.key();
        in.noteKey(keysBefore);
        skip(in);
      } while (in.more('}'));
    }
    in.keys().release(keysBefore);
    in.leave();
  }

  private static void skipArray(JsonInput in) {
    in.enter();
    if (in.peek() != ']') {
      do {
        skip(in);
      } while (in.more(']'));
    }
    in.leave();
  }
}
