// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Place;
import io.azud.engine.definition.binding.Suggestion;
import io.azud.pipeline.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that other options can name: those of the contract, or those that the transform makes
 * of them. Not thread-safe.
 */
final class Columns {
  /** What names of Azud's own begin with. */
  static final String RESERVED = "azud_";

  private final Map<String, Known> known = new LinkedHashMap<>();
  private final String where;
  private boolean complete = true;

  /**
   * @param where what a message adds when it says that a column is missing
   */
  private Columns(String where) {
    this.where = where;
  }

  static Columns ofContract() {
    return new Columns("");
  }

  static Columns ofSelect() {
    return new Columns(" in what select gives");
  }

  /**
   * What is known of a column.
   *
   * @param type empty when only Spark knows it
   * @param plain whether a message may show the name: it stands in the file itself
   */
  record Known(Optional<DataType> type, boolean plain) {}

  void add(String name, Known column) {
    known.put(name, column);
  }

  /** There are columns whose names are not known here, so that none can be said to be missing. */
  void andOthers() {
    complete = false;
  }

  boolean has(String name) {
    return known.containsKey(name);
  }

  Optional<Known> find(String name) {
    return Optional.ofNullable(known.get(name));
  }

  Map<String, Known> byName() {
    return Map.copyOf(known);
  }

  Set<String> names() {
    return known.keySet();
  }

  boolean isComplete() {
    return complete;
  }

  int size() {
    return known.size();
  }

  /** The type of the column that a place names; reports a name that no column has. */
  Optional<DataType> typeOf(Place place, String name) {
    if (!has(name)) {
      reportMissing(place, name, place.subject());
    }
    return find(name).flatMap(Known::type);
  }

  /**
   * @param subject how the message calls the name
   */
  void reportMissing(Place place, String name, String subject) {
    if (name.startsWith(RESERVED)) {
      place.problem(subject + ": names that begin with azud_ are Azud's own");
    } else if (complete) {
      place.problem("there is no column " + subject + where + (place.isPlain() ? hint(name) : ""));
    }
  }

  /** A column whose own name came from a reference is not proposed. */
  private String hint(String name) {
    List<String> shown =
        known.entrySet().stream()
            .filter(column -> column.getValue().plain())
            .map(Map.Entry::getKey)
            .toList();
    return Suggestion.didYouMean(name, shown);
  }
}
