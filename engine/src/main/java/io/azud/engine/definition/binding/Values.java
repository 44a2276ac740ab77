// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import java.util.HashMap;
import java.util.Map;

/** The values of an object's options, each that was not given replaced by what then holds. */
public final class Values {
  private final Map<String, Object> values = new HashMap<>();

  <T> void put(Field<T> field, T value) {
    values.put(field.name(), value);
  }

  /** The value of one of the object's own options. */
  @SuppressWarnings("unchecked") // put() is the only way in, and it takes the field's own type
  public <T> T get(Field<T> field) {
    T value = (T) values.get(field.name());
    if (value == null) {
      throw new IllegalArgumentException(field.name() + " is not an option of this object");
    }
    return value;
  }
}
