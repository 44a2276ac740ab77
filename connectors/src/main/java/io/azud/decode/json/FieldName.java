// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A column's name in its quotes, with the colon behind it, for comparing eight bytes at a time. */
final class FieldName {
  private final byte[] pattern;
  private final long[] words;
  private final long lastMask;
  private final boolean comparable;

  FieldName(String name) {
    pattern = ("\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
    // A name that JSON has to escape is only found by reading the key.
    comparable = name.chars().noneMatch(c -> c == '"' || c == '\\' || c < ' ');
    int count = (pattern.length + Long.BYTES - 1) / Long.BYTES;
    byte[] padded = Arrays.copyOf(pattern, count * Long.BYTES);
    words = new long[count];
    for (int i = 0; i < count; i++) {
      words[i] = Utf8.word(padded, i * Long.BYTES);
    }
    int lastBytes = pattern.length - (count - 1) * Long.BYTES;
    lastMask = -1L >>> Long.SIZE - Byte.SIZE * lastBytes;
  }

  int length() {
    return pattern.length;
  }

  boolean isAt(byte[] bytes, int at, int end) {
    if (at + words.length * Long.BYTES > end) {
      return comparable
          && at + pattern.length <= end
          && Arrays.equals(pattern, 0, pattern.length, bytes, at, at + pattern.length);
    }
    int last = words.length - 1;
    for (int i = 0; i < last; i++) {
      if (Utf8.word(bytes, at + i * Long.BYTES) != words[i]) {
        return false;
      }
    }
    return ((Utf8.word(bytes, at + last * Long.BYTES) ^ words[last]) & lastMask) == 0 && comparable;
  }
}
