// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.csv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.unsafe.types.UTF8String;

/** Collects a record's unknown fields as one JSON object of strings. */
final class KeptTexts {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream object = new ByteArrayOutputStream();

  void clear() {
    object.reset();
  }

  /** Adds the field that was read last. */
  void add(String name, CsvInput field) {
    object.write(object.size() == 0 ? '{' : ',');
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    writeString(nameBytes, 0, nameBytes.length);
    object.write(':');
    if (field.isNothing()) {
      object.writeBytes(NULL);
    } else {
      writeString(field.bytes(), field.from(), field.to());
    }
  }

  private void writeString(byte[] text, int from, int to) {
    object.write('"');
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b >= 0 && b < 0x20) {
        object.writeBytes(new byte[] {'\\', 'u', '0', '0', HEX[b >> 4], HEX[b & 15]});
      } else {
        if (b == '"' || b == '\\') {
          object.write('\\');
        }
        object.write(b);
      }
    }
    object.write('"');
  }

  /** The object; null when there was no unknown field. */
  UTF8String take() {
    if (object.size() == 0) {
      return null;
    }
    object.write('}');
    return UTF8String.fromBytes(object.toByteArray());
  }
}
