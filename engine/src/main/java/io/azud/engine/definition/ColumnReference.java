// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Place;
import io.azud.engine.definition.binding.Suggestion;
import io.azud.pipeline.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place in the file that names a column. */
final class ColumnReference {
  private ColumnReference() {}

  /**
   * The column's type; reports a name that no column has.
   *
   * @param columns empty when they are not known here, and then nothing is reported
   */
  static Optional<DataType> of(Place place, Optional<String> name, Map<String, DataType> columns) {
    if (name.isEmpty() || name.get().isEmpty() || columns.isEmpty()) {
      return Optional.empty();
    }
    DataType type = columns.get(name.get());
    if (!columns.containsKey(name.get())) {
      String hint = Suggestion.didYouMean(name.get(), List.copyOf(columns.keySet()));
      place.problem("there is no column \"" + name.get() + "\"" + hint);
    }
    return Optional.ofNullable(type);
  }
}
