// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Finds the text of a field of a valid document by the positions of Jackson's tokens. */
final class TopLevelText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private TopLevelText() {}

  static String of(byte[] document, String field) {
    try (JsonParser parser = FACTORY.createParser(document)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        if (name.equals(field)) {
          return new String(document, start, end - start, StandardCharsets.UTF_8).strip();
        }
      }
      throw new IllegalArgumentException("no field " + field);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
