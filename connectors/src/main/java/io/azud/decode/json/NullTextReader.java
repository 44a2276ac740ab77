// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.NullText;

/** Takes strings that stand for "no value" as null, whatever the column's type is. */
final class NullTextReader implements JsonReader {
  private final NullText nullText;
  private final JsonReader reader;

  NullTextReader(NullText nullText, JsonReader reader) {
    this.nullText = nullText;
    this.reader = reader;
  }

  @Override
  public Object read(JsonInput in) {
    if (in.here() == '"') {
      int start = in.position();
      in.string();
      JsonText text = in.text();
      if (nullText.matches(text.bytes(), text.from(), text.to())) {
        return null;
      }
      in.returnTo(start);
    }
    return reader.read(in);
  }
}
