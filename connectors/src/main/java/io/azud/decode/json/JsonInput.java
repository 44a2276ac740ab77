// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.BadValue;
import io.azud.decode.DecodeRule;
import io.azud.decode.Limits;
import io.azud.decode.Numeral;
import java.util.Arrays;

/**
 * A cursor over one JSON text: strict RFC 8259, in a single pass over its UTF-8 bytes. Reused from
 * text to text; belongs to one thread.
 */
final class JsonInput {
  /** What {@link #peek} returns behind the last byte. */
  static final int END = Integer.MAX_VALUE;

  private final Numeral number = new Numeral();
  private final JsonText text = new JsonText();
  private final KeySet keys = new KeySet();
  private byte[] bytes;
  private int at;
  private int end;
  private int depth;

  void open(byte[] source, int from, int to) {
    bytes = source;
    at = from;
    end = to;
    depth = 0;
    keys.open(source);
    text.shrink();
  }

  int position() {
    return at;
  }

  /** Goes back to a position that {@link #position} gave. */
  void returnTo(int position) {
    at = position;
  }

  KeySet keys() {
    return keys;
  }

  /** The string that {@link #string} read last; valid until the next one. */
  JsonText text() {
    return text;
  }

  int depth() {
    return depth;
  }

  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Skips white space; the next byte, or {@link #END}. */
  int peek() {
    int i = at;
    while (i < end) {
      byte b = bytes[i];
      if (b > ' ' || b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        at = i;
        return b;
      }
      i++;
    }
    at = i;
    return END;
  }

  /** The byte on which the cursor stands, or {@link #END}. */
  int here() {
    return at < end ? bytes[at] : END;
  }

  /**
   * Whether the cursor stands on this name's opening quote; then steps over the name and the colon.
   */
  boolean stepOver(FieldName name) {
    boolean here = name.isAt(bytes, at, end);
    if (here) {
      at += name.length();
    }
    return here;
  }

  /** Reads the string at whose opening quote the cursor stands. */
  void string() {
    at = text.read(bytes, at + 1, end);
  }

  /** Reads the key at whose opening quote the cursor stands, and the colon. */
  void key() {
    int start = at;
    string();
    if (text.to() - text.from() > Limits.MAX_KEY_BYTES) {
      throw new BadValue(
          DecodeRule.TOO_LARGE, "has a key of more than " + Limits.MAX_KEY_BYTES + " bytes", start);
    }
    if (peek() != ':') {
      throw malformed("has no colon behind a key");
    }
    at++;
  }

  /** Notes the key that was read last as one of the current object's. */
  void noteKey(int keysBefore) {
    if (!keys.add(depth, text.bytes(), text.from(), text.to())) {
      throw new BadValue(DecodeRule.DUPLICATE_KEY, "has the same key twice in one object", at);
    }
    if (keys.size() - keysBefore > Limits.MAX_KEYS_PER_OBJECT) {
      throw new BadValue(
          DecodeRule.TOO_LARGE,
          "has an object of more than " + Limits.MAX_KEYS_PER_OBJECT + " keys",
          at);
    }
  }

  /** Reads the number at which the cursor stands. */
  Numeral number() {
    int behind = number.scan(bytes, at, end);
    if (behind == Numeral.NOT_A_NUMBER) {
      throw malformed("holds a number that JSON does not allow");
    }
    at = behind;
    return number;
  }

  /** Reads {@code true}, {@code false} or {@code null}. */
  void literal(String word) {
    int length = word.length();
    boolean matches = at + length <= end;
    for (int i = 0; matches && i < length; i++) {
      matches = bytes[at + i] == word.charAt(i);
    }
    if (!matches) {
      throw malformed("holds a word that JSON does not know");
    }
    at += length;
  }

  /** Steps over an opening brace or bracket. */
  void enter() {
    if (++depth > Limits.MAX_DEPTH) {
      throw new BadValue(
          DecodeRule.TOO_DEEP, "is nested deeper than " + Limits.MAX_DEPTH + " levels", at);
    }
    at++;
  }

  /** Steps over a closing brace or bracket. */
  void leave() {
    depth--;
    at++;
  }

  /**
   * Goes to what follows a member or an element: true when a comma was stepped over and another one
   * follows, false when the cursor stands on {@code close}.
   */
  boolean more(char close) {
    int next = peek();
    if (next == ',') {
      at++;
      return true;
    }
    if (next == close) {
      return false;
    }
    throw next == END
        ? malformed("ends too early")
        : malformed("lacks a comma or a closing bracket");
  }

  BadValue malformed(String predicate) {
    return new BadValue(DecodeRule.MALFORMED, predicate, at);
  }

  /** For a value whose first byte does not suit its column. */
  BadValue wrongType(String wanted) {
    int next = peek();
    String found =
        switch (next) {
          case '"' -> "a string";
          case '{' -> "an object";
          case '[' -> "an array";
          case 't', 'f' -> "a boolean";
          case 'n' -> "null";
          default -> next == '-' || next >= '0' && next <= '9' ? "a number" : "";
        };
    if (found.isEmpty()) {
      return malformed(next == END ? "ends too early" : "holds something that is not a JSON value");
    }
    return new BadValue(DecodeRule.WRONG_TYPE, "is " + found + " and not " + wanted, at);
  }
}
