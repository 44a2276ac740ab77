// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import java.util.Arrays;

/**
 * Reads base64 (RFC 4648 section 4), strictly: with padding, without line breaks, unused bits zero.
 */
final class Base64Reader implements ScalarReader {
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
  }

  @Override
  public byte[] read(byte[] bytes, int from, int to) {
    if ((to - from) % 4 != 0) {
      throw bad();
    }
    int end = to;
    while (end > from && to - end < 2 && bytes[end - 1] == '=') {
      end--;
    }
    byte[] decoded = new byte[(to - from) / 4 * 3 - (to - end)];
    int bits = 0;
    int filled = 0;
    int written = 0;
    for (int at = from; at < end; at++) {
      int value = VALUES[bytes[at] & 0xff];
      if (value < 0) {
        throw bad();
      }
      bits = bits << 6 | value;
      filled += 6;
      if (filled >= 8) {
        filled -= 8;
        decoded[written++] = (byte) (bits >> filled);
      }
    }
    if ((bits & (1 << filled) - 1) != 0) {
      throw bad();
    }
    return decoded;
  }

  private static BadValue bad() {
    return new BadValue(DecodeRule.BAD_BINARY, "is not base64 with padding");
  }
}
