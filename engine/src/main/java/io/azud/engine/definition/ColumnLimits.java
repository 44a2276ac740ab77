// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.check.Literals;
import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Place;
import io.azud.engine.definition.binding.Scalars;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.Simple;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold for the limits that a column puts on its values. */
final class ColumnLimits {
  private static final Set<Simple> ORDERED =
      EnumSet.of(
          Simple.INT, Simple.LONG, Simple.FLOAT, Simple.DOUBLE, Simple.DATE, Simple.TIMESTAMP);
  private static final List<Field<?>> ALL =
      List.of(
          ColumnShape.MIN,
          ColumnShape.MAX,
          ColumnShape.VALUES,
          ColumnShape.PATTERN,
          ColumnShape.ZONE);

  private ColumnLimits() {}

  static void check(Place item, DataType type) {
    if (!(type instanceof DecimalType) && !ORDERED.contains(type)) {
      refuse(item, List.of(ColumnShape.MIN, ColumnShape.MAX));
    }
    if (type != Simple.STRING) {
      refuse(item, List.of(ColumnShape.PATTERN));
    }
    if (type != Simple.TIMESTAMP) {
      refuse(item, List.of(ColumnShape.ZONE));
    }
    if (type == Simple.JSON || type == Simple.BINARY) {
      refuse(item, List.of(ColumnShape.VALUES));
      return;
    }
    checkRange(item, type);
    checkValues(item, type);
  }

  /** A nested type has none of them. */
  static void refuseAll(Place item) {
    refuse(item, ALL);
  }

  /**
   * A struct's fields are checked by an expression over the column, which also says what a missing
   * struct means.
   */
  static void refuseInStruct(Place field) {
    for (Field<?> limit :
        List.of(ColumnShape.MIN, ColumnShape.MAX, ColumnShape.VALUES, ColumnShape.PATTERN)) {
      field
          .find(limit)
          .ifPresent(
              place ->
                  place.problem(
                      limit.name()
                          + " is for columns, not for fields of a struct; write a check, for"
                          + " example expr: \"address.zip IS NOT NULL\""));
    }
  }

  static void refuse(Place item, List<Field<?>> fields) {
    String type = item.at(ColumnShape.TYPE).subject();
    for (Field<?> field : fields) {
      item.find(field)
          .ifPresent(place -> place.problem(field.name() + " has no meaning for type " + type));
    }
  }

  private static void checkRange(Place item, DataType type) {
    Optional<Comparable<?>> min = limit(item, ColumnShape.MIN, type);
    Optional<Comparable<?>> max = limit(item, ColumnShape.MAX, type);
    if (min.isPresent() && max.isPresent() && isLess(max.get(), min.get())) {
      item.at(ColumnShape.MAX)
          .problem(
              "max is less than min, so that no value fits: "
                  + item.at(ColumnShape.MIN).subject()
                  + " to "
                  + item.at(ColumnShape.MAX).subject());
    }
  }

  @SuppressWarnings("unchecked") // two literals of one type have the same class
  private static boolean isLess(Comparable<?> left, Comparable<?> right) {
    return ((Comparable<Object>) left).compareTo(right) < 0;
  }

  private static Optional<Comparable<?>> limit(Place item, Field<String> field, DataType type) {
    return item.find(field).flatMap(place -> literal(place, type));
  }

  private static void checkValues(Place item, DataType type) {
    Set<Object> seen = new HashSet<>();
    for (Place value : item.find(ColumnShape.VALUES).map(Place::items).orElse(List.of())) {
      Optional<Comparable<?>> literal = literal(value, type);
      if (literal.isPresent() && !seen.add(literal.get())) {
        value.problem(value.subject() + " stands there twice");
      }
    }
  }

  private static Optional<Comparable<?>> literal(Place place, DataType type) {
    Optional<String> text = place.as(Scalars.literal());
    Optional<Comparable<?>> literal = text.flatMap(written -> Literals.read(type, written));
    if (text.isPresent() && literal.isEmpty()) {
      place.problem(
          place.subject()
              + " is not a value of type "
              + TypeNames.nameOf(type)
              + ": expected "
              + TypeNames.formOf(type));
    }
    return literal;
  }
}
