// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.csv;

import io.azud.decode.BadValue;
import io.azud.decode.DecodeRule;
import io.azud.decode.Limits;
import io.azud.decode.Utf8;
import io.azud.pipeline.SourceDefinition;
import java.util.Arrays;

/**
 * A cursor over the fields of one CSV record (RFC 4180), with the field that was read last. Reused
 * from record to record; belongs to one thread.
 */
final class CsvInput {
  private static final int SMALLEST_BUFFER = 1024;

  private final byte delimiter;
  private final byte quote;

  private byte[] source;
  private int at;
  private int end;
  private boolean more;

  private int start;
  private boolean quoted;
  private byte[] bytes;
  private int from;
  private int to;
  private byte[] buffer = new byte[SMALLEST_BUFFER];
  private int length;

  CsvInput(SourceDefinition.Csv format) {
    this.delimiter = (byte) format.delimiter();
    this.quote = (byte) format.quote();
  }

  void open(byte[] record, int recordStart, int recordEnd) {
    source = record;
    at = recordStart;
    end = recordEnd;
    more = true;
    if (buffer.length > Limits.KEPT_BUFFER_BYTES) {
      buffer = new byte[SMALLEST_BUFFER];
    }
  }

  /** Whether there is another field for {@link #next}. */
  boolean more() {
    return more;
  }

  /** Where in the record the field starts. */
  int start() {
    return start;
  }

  /** Whether nothing, not even quotes, stands between the delimiters. */
  boolean isNothing() {
    return !quoted && from == to;
  }

  /**
   * The field's text, without quotes, from {@link #from} to {@link #to}; valid until the next field
   * is read.
   */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  void next() {
    start = at;
    quoted = at < end && source[at] == quote;
    if (quoted) {
      readQuoted();
    } else {
      readPlain();
    }
    more = at < end;
    at++;
    if (to - from > Limits.MAX_STRING_BYTES) {
      throw new BadValue(
          DecodeRule.TOO_LARGE, "is longer than " + Limits.MAX_STRING_BYTES + " bytes", start);
    }
  }

  private void readPlain() {
    int i = at;
    while (i < end && source[i] != delimiter) {
      byte b = source[i];
      if (b == quote) {
        throw new BadValue(DecodeRule.BAD_QUOTING, "has a quote inside an unquoted field", i);
      }
      if (b == '\n' || b == '\r') {
        throw new BadValue(DecodeRule.MALFORMED, "has a line break outside quotes", i);
      }
      i = afterCharacter(i);
    }
    bytes = source;
    from = at;
    to = i;
    at = i;
  }

  private void readQuoted() {
    int i = at + 1;
    int copied = i;
    length = 0;
    while (i < end) {
      if (source[i] != quote) {
        i = afterCharacter(i);
      } else if (i + 1 < end && source[i + 1] == quote) {
        append(copied, i + 1);
        i += 2;
        copied = i;
      } else {
        break;
      }
    }
    if (i >= end) {
      throw new BadValue(DecodeRule.BAD_QUOTING, "has a quoted field that does not end", start);
    }
    if (i + 1 < end && source[i + 1] != delimiter) {
      throw new BadValue(DecodeRule.BAD_QUOTING, "has text behind a closing quote", i);
    }
    boolean inPlace = copied == at + 1;
    if (!inPlace) {
      append(copied, i);
    }
    bytes = inPlace ? source : buffer;
    from = inPlace ? copied : 0;
    to = inPlace ? i : length;
    at = i + 1;
  }

  private int afterCharacter(int i) {
    byte b = source[i];
    if (b > 0) {
      return i + 1;
    }
    if (b == 0) {
      throw new BadValue(
          DecodeRule.NUL, "holds the character U+0000, which PostgreSQL cannot store", i);
    }
    int next = Utf8.next(source, i, end);
    if (next < 0) {
      throw new BadValue(DecodeRule.INVALID_UTF8, "is not valid UTF-8", i);
    }
    return next;
  }

  private void append(int copyFrom, int copyTo) {
    int needed = length + copyTo - copyFrom;
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, 2 * buffer.length));
    }
    System.arraycopy(source, copyFrom, buffer, length, copyTo - copyFrom);
    length = needed;
  }
}
