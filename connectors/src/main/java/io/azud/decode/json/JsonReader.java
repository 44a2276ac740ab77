// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

/** Reads values of one type. Belongs to one thread. */
interface JsonReader {

  /**
   * @param in stands on the first byte of a value that is not null, and afterwards behind the value
   * @return the value as {@link io.azud.pipeline.DataType} says; null only for a text that stands
   *     for it
   * @throws io.azud.decode.BadValue when the value is not of the type
   */
  Object read(JsonInput in);

  /** A value, or null for JSON's null; the cursor stands as for {@link #read}. */
  default Object readOrNull(JsonInput in) {
    if (in.here() == 'n') {
      in.literal("null");
      return null;
    }
    return read(in);
  }
}
