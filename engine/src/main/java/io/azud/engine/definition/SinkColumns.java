// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Place;
import io.azud.engine.definition.binding.Scalars;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.Simple;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that a sink receives, and what a sink can do with them.
 *
 * @param masked the names of those whose values are hidden
 */
record SinkColumns(Columns columns, Set<String> masked) {

  SinkColumns {
    masked = Set.copyOf(masked);
  }

  /** What a sink does with a column, and what it needs for that. */
  enum Use {
    SORTED("sorted by"),
    INDEXED("indexed"),
    KEY("a key"),
    VERSION("a version");

    private final String words;

    Use(String words) {
      this.words = words;
    }
  }

  /** Checks each column of a list. */
  void check(Place object, Field<List<String>> field, Use use) {
    Duplicates names = new Duplicates();
    for (Place item : items(object, field)) {
      Optional<String> name = item.as(Scalars.text());
      if (name.filter(names::has).isPresent()) {
        item.problem(item.subject() + " stands there twice");
      }
      name.ifPresent(text -> check(item, text, use));
    }
  }

  /** Checks the column that a place names. */
  void check(Place place, String name, Use use) {
    columns
        .typeOf(place, name)
        .filter(type -> !isOrdered(type))
        .ifPresent(
            type -> place.problem("a " + TypeNames.nameOf(type) + " cannot be " + use.words));
    if (masked.contains(name)) {
      checkMasked(place, use);
    }
  }

  private static void checkMasked(Place place, Use use) {
    String column = "the column " + place.subject() + " is masked: ";
    switch (use) {
      case KEY ->
          place.problem(
              column + "a deletion, which names the value itself, would not find its row");
      case VERSION -> place.problem(column + "its values are no longer in order");
      case SORTED, INDEXED -> {
        // hidden values can be grouped and looked up by their hidden form
      }
    }
  }

  private static boolean isOrdered(DataType type) {
    return type instanceof DecimalType || type instanceof Simple && type != Simple.JSON;
  }

  static List<Place> items(Place object, Field<?> field) {
    return object.find(field).map(Place::items).orElse(List.of());
  }
}
