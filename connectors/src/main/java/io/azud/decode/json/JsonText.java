// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.BadValue;
import io.azud.decode.DecodeRule;
import io.azud.decode.Limits;
import io.azud.decode.Utf8;
import java.util.Arrays;

/**
 * The string that was read last, as validated UTF-8: a part of the record itself when it holds no
 * escapes, else unescaped into a buffer.
 */
final class JsonText {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long SPACES = 0x20 * ONES;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final int SMALLEST_BUFFER = 1024;

  private byte[] bytes;
  private int from;
  private int to;
  private byte[] buffer = new byte[SMALLEST_BUFFER];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Gives back memory that an unusually large string needed. */
  void shrink() {
    if (buffer.length > Limits.KEPT_BUFFER_BYTES) {
      buffer = new byte[SMALLEST_BUFFER];
    }
  }

  /**
   * Reads the string whose first byte behind the opening quote is at {@code start}.
   *
   * @return the index behind the closing quote
   */
  int read(byte[] source, int start, int end) {
    int at = endOfPlain(source, start, end);
    if (at < end && source[at] == '"') {
      bytes = source;
      from = start;
      to = at;
    } else {
      at = readRest(source, start, at, end);
    }
    if (to - from > Limits.MAX_STRING_BYTES) {
      throw new BadValue(
          DecodeRule.TOO_LARGE,
          "holds a string of more than " + Limits.MAX_STRING_BYTES + " bytes",
          start);
    }
    return at + 1;
  }

  /**
   * The index of the first byte that is not plain ASCII text, or where fewer than eight bytes are
   * left.
   *
   * <p>A byte's high bit is set in {@code special} when the byte is a control character, a quote, a
   * backslash or not ASCII. Borrows only run from such a byte to higher ones, so the lowest one is
   * right.
   */
  private static int endOfPlain(byte[] source, int start, int end) {
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      long word = Utf8.word(source, at);
      long special =
          (word - SPACES | (word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES | word) & HIGH_BITS;
      if (special != 0) {
        return at + (Long.numberOfTrailingZeros(special) >>> 3);
      }
    }
    return at;
  }

  /** Goes on behind plain text; returns the index of the closing quote. */
  private int readRest(byte[] source, int start, int plainEnd, int end) {
    int at = plainEnd;
    int copied = start;
    length = 0;
    boolean escaped = false;
    while (true) {
      if (at >= end) {
        throw new BadValue(DecodeRule.MALFORMED, "ends inside a string", at);
      }
      byte b = source[at];
      if (b == '"') {
        break;
      } else if (b == '\\') {
        append(source, copied, at);
        at = unescape(source, at + 1, end);
        copied = at;
        escaped = true;
      } else if (b < 0) {
        at = nextMultiByte(source, at, end);
      } else if (b < 0x20) {
        throw controlCharacter(b, at);
      } else {
        at++;
        at = endOfPlain(source, at, end);
      }
    }
    if (escaped) {
      append(source, copied, at);
    }
    bytes = escaped ? buffer : source;
    from = escaped ? 0 : start;
    to = escaped ? length : at;
    return at;
  }

  private static int nextMultiByte(byte[] source, int at, int end) {
    int next = Utf8.next(source, at, end);
    if (next < 0) {
      throw new BadValue(DecodeRule.INVALID_UTF8, "is not valid UTF-8", at);
    }
    return next;
  }

  private static BadValue controlCharacter(byte b, int at) {
    return b == 0
        ? nul(at)
        : new BadValue(DecodeRule.CONTROL_CHARACTER, "holds an unescaped control character", at);
  }

  private static BadValue nul(int at) {
    return new BadValue(
        DecodeRule.NUL, "holds the character U+0000, which PostgreSQL cannot store", at);
  }

  private void append(byte[] source, int start, int end) {
    int count = end - start;
    ensure(count);
    System.arraycopy(source, start, buffer, length, count);
    length += count;
  }

  private void ensure(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(length + more, 2 * buffer.length));
    }
  }

  /** Appends what the escape stands for; returns the index behind it. */
  private int unescape(byte[] source, int at, int end) {
    int b = at < end ? source[at] : 0;
    int character =
        switch (b) {
          case '"', '\\', '/' -> b;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> -1;
          default ->
              throw new BadValue(
                  DecodeRule.MALFORMED, "holds an escape that JSON does not know", at);
        };
    if (character < 0) {
      return unescapeUnicode(source, at + 1, end);
    }
    ensure(1);
    buffer[length++] = (byte) character;
    return at + 1;
  }

  private int unescapeUnicode(byte[] source, int at, int end) {
    int unit = hex(source, at, end);
    int next = at + 4;
    int point = unit;
    if (unit == 0) {
      throw nul(at);
    }
    if (Character.isSurrogate((char) unit)) {
      boolean paired =
          Character.isHighSurrogate((char) unit)
              && next + 1 < end
              && source[next] == '\\'
              && source[next + 1] == 'u';
      int low = paired ? hex(source, next + 2, end) : 0;
      if (!Character.isLowSurrogate((char) low)) {
        throw new BadValue(DecodeRule.LONE_SURROGATE, "holds half of a surrogate pair", at);
      }
      point = Character.toCodePoint((char) unit, (char) low);
      next += 6;
    }
    appendCodePoint(point);
    return next;
  }

  private static int hex(byte[] source, int at, int end) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = i < end ? Character.digit(source[i], 16) : -1;
      if (digit < 0) {
        throw new BadValue(
            DecodeRule.MALFORMED, "holds a \\u escape without four hexadecimal digits", at);
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private void appendCodePoint(int point) {
    ensure(4);
    if (point < 0x80) {
      buffer[length++] = (byte) point;
    } else if (point < 0x800) {
      buffer[length++] = (byte) (0xc0 | point >> 6);
      buffer[length++] = (byte) (0x80 | point & 0x3f);
    } else {
      if (point < 0x10000) {
        buffer[length++] = (byte) (0xe0 | point >> 12);
      } else {
        buffer[length++] = (byte) (0xf0 | point >> 18);
        buffer[length++] = (byte) (0x80 | point >> 12 & 0x3f);
      }
      buffer[length++] = (byte) (0x80 | point >> 6 & 0x3f);
      buffer[length++] = (byte) (0x80 | point & 0x3f);
    }
  }
}
