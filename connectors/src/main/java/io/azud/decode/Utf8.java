// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Strict UTF-8: well-formed byte sequences as in table 3-7 of the Unicode Standard, so no overlong
 * forms, no surrogates and nothing above U+10FFFF.
 */
public final class Utf8 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** Eight bytes from {@code at}; the first one lowest. */
  public static long word(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** The index behind the multi-byte sequence at {@code at}, or -1 when it is not well-formed. */
  public static int next(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xff;
    if (lead < 0xc2 || lead > 0xf4 || at + 1 >= end) {
      return -1;
    }
    int second = bytes[at + 1] & 0xff;
    if (lead < 0xe0) {
      return isContinuation(second) ? at + 2 : -1;
    }
    int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high || at + 2 >= end || !isContinuation(bytes[at + 2])) {
      return -1;
    }
    if (lead < 0xf0) {
      return at + 3;
    }
    return at + 3 < end && isContinuation(bytes[at + 3]) ? at + 4 : -1;
  }

  /**
   * The index of the first byte that does not belong to well-formed text, or -1 when there is none.
   */
  public static int firstInvalid(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      if (at + Long.BYTES <= end && (word(bytes, at) & HIGH_BITS) == 0) {
        at += Long.BYTES;
      } else if (bytes[at] >= 0) {
        at++;
      } else {
        int next = next(bytes, at, end);
        if (next < 0) {
          return at;
        }
        at = next;
      }
    }
    return -1;
  }

  private static boolean isContinuation(int b) {
    return (b & 0xc0) == 0x80;
  }
}
