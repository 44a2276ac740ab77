// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.Utf8;

/** A 64-bit hash of a key's bytes, by multiplying and folding eight bytes at a time. */
final class KeyHash {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private KeyHash() {}

  /**
   * @param seed secret where the keys come from records, so that nobody can make them collide
   */
  static long of(byte[] bytes, int from, int to, long seed) {
    long hash = seed ^ (to - from);
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mix(hash ^ Utf8.word(bytes, at));
    }
    long tail = 0;
    for (; at < to; at++) {
      tail = tail << 8 | bytes[at] & 0xff;
    }
    return mix(hash ^ tail);
  }

  private static long mix(long value) {
    long product = value * MULTIPLIER;
    return product ^ Math.multiplyHigh(value, MULTIPLIER) ^ product >>> 32;
  }
}
