// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds JSON text out of bytes. Text that is no UTF-8 stays what it is, for the decoder to reject:
 * a writer of strings would have replaced it silently.
 */
final class JsonBytes {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1024];
  private int length;

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  /** Appends one ASCII character. */
  JsonBytes raw(char ascii) {
    ensure(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Appends ASCII text as it is. */
  JsonBytes raw(String ascii) {
    ensure(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  /** Appends JSON text as it is. */
  JsonBytes raw(byte[] utf8) {
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
    return this;
  }

  /** Appends a JSON string. */
  JsonBytes quoted(String text) {
    return quoted(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends a JSON string of these UTF-8 bytes. */
  JsonBytes quoted(byte[] utf8) {
    ensure(utf8.length * 6 + 2);
    bytes[length++] = '"';
    for (byte b : utf8) {
      if (b == '"' || b == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = b;
      } else if (b >= 0 && b < 0x20) {
        raw("\\u00");
        bytes[length++] = HEX[b >> 4];
        bytes[length++] = HEX[b & 15];
      } else {
        bytes[length++] = b;
      }
    }
    bytes[length++] = '"';
    return this;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }
}
