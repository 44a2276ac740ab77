// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.BadValue;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

/** Reads JSON arrays whose elements have one type; elements may be null. */
final class ListReader implements JsonReader {
  private final JsonReader element;

  ListReader(JsonReader element) {
    this.element = element;
  }

  @Override
  public ArrayData read(JsonInput in) {
    if (in.here() != '[') {
      throw in.wrongType("an array");
    }
    in.enter();
    List<Object> values = new ArrayList<>();
    if (in.peek() != ']') {
      do {
        values.add(readElement(in, values.size()));
      } while (in.more(']'));
    }
    in.leave();
    return new GenericArrayData(values.toArray());
  }

  private Object readElement(JsonInput in, int index) {
    in.peek();
    int start = in.position();
    try {
      return element.readOrNull(in);
    } catch (BadValue e) {
      throw e.at(start).within("[" + index + "]");
    }
  }
}
