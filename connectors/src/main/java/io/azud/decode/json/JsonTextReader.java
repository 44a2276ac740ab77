// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.BadValue;
import io.azud.decode.DecodeRule;
import io.azud.decode.ScalarReader;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline.UnknownFields;

/** Reads a json, struct, list or map value out of a text that is nothing but that value in JSON. */
public final class JsonTextReader implements ScalarReader {
  private final JsonInput in = new JsonInput();
  private final JsonReader reader;

  /**
   * @param policy for fields of structs that the contract does not name
   */
  public JsonTextReader(Column column, UnknownFields policy) {
    this.reader = new JsonReaders(policy).of(column);
  }

  /** The value; null when the text is JSON's null. */
  @Override
  public Object read(byte[] bytes, int from, int to) {
    in.open(bytes, from, to);
    in.peek();
    Object value = reader.readOrNull(in);
    if (in.peek() != JsonInput.END) {
      throw new BadValue(
          DecodeRule.TRAILING_DATA, "has something behind its JSON value", in.position());
    }
    return value;
  }
}
