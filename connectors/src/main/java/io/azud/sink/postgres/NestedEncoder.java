// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.pipeline.DataType;

/** Writes structs, lists and maps as jsonb. */
final class NestedEncoder implements ValueEncoder {
  private final JsonText json = new JsonText();
  private final JsonWriter writer;

  NestedEncoder(DataType type) {
    this.writer = JsonWriter.of(type);
  }

  @Override
  public void encode(Object value, CopyBuffer out) {
    json.clear();
    writer.value(value, json);
    out.int32(1 + json.length());
    out.int8(JSONB_VERSION);
    out.binary(json.bytes(), json.length());
  }
}
