// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** A JSON text in the making, in UTF-8; reused for one value after another. */
final class JsonText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1024];
  private int length;

  void clear() {
    length = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** One ASCII character. */
  void put(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  /** ASCII text as it is. */
  void ascii(String text) {
    int count = text.length();
    room(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  /** A JSON text as it is. */
  void raw(UTF8String json) {
    int count = json.numBytes();
    room(count);
    json.writeToMemory(bytes, Platform.BYTE_ARRAY_OFFSET + (long) length);
    length += count;
  }

  /** Bytes as they are. */
  void raw(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
  }

  /** A string in quotes, escaped where JSON asks for it. */
  void string(UTF8String text) {
    int count = text.numBytes();
    put('"');
    for (int i = 0; i < count; i++) {
      escaped(text.getByte(i));
    }
    put('"');
  }

  private void escaped(byte b) {
    switch (b) {
      case '"', '\\' -> {
        put('\\');
        put((char) b);
      }
      case '\n' -> ascii("\\n");
      case '\r' -> ascii("\\r");
      case '\t' -> ascii("\\t");
      default -> {
        if (b >= 0 && b < ' ') {
          ascii("\\u00");
          room(2);
          bytes[length++] = HEX[b >> 4];
          bytes[length++] = HEX[b & 0xf];
        } else {
          room(1);
          bytes[length++] = b;
        }
      }
    }
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }
}
