// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.BadValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads JSON objects with any keys and values of one type; values may be null. */
final class MapReader implements JsonReader {
  private final JsonReader value;

  MapReader(JsonReader value) {
    this.value = value;
  }

  @Override
  public MapData read(JsonInput in) {
    if (in.here() != '{') {
      throw in.wrongType("an object");
    }
    in.enter();
    int keysBefore = in.keys().size();
    List<Object> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (in.peek() != '}') {
      do {
        keys.add(readKey(in, keysBefore));
        values.add(readValue(in, keys.size()));
      } while (in.more('}'));
    }
    in.keys().release(keysBefore);
    in.leave();
    return new ArrayBasedMapData(
        new GenericArrayData(keys.toArray()), new GenericArrayData(values.toArray()));
  }

  private static UTF8String readKey(JsonInput in, int keysBefore) {
    if (in.peek() != '"') {
      throw in.malformed("lacks a key");
    }
    in.key();
    in.noteKey(keysBefore);
    JsonText text = in.text();
    return UTF8String.fromBytes(Arrays.copyOfRange(text.bytes(), text.from(), text.to()));
  }

  private Object readValue(JsonInput in, int ordinal) {
    in.peek();
    int start = in.position();
    try {
      return value.readOrNull(in);
    } catch (BadValue e) {
      // The key is the sender's, not the contract's: only its place may be shown.
      throw e.at(start).within("[entry " + ordinal + "]");
    }
  }
}
