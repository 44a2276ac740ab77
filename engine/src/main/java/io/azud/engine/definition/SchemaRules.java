// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.check.Literals;
import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Place;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.Shape;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.Simple;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold within and between the columns of a contract. */
final class SchemaRules {
  private static final Set<Simple> ORDERED =
      EnumSet.of(
          Simple.INT, Simple.LONG, Simple.FLOAT, Simple.DOUBLE, Simple.DATE, Simple.TIMESTAMP);

  private SchemaRules() {}

  /** The columns in order with their types; null for a type whose fault has been reported. */
  static Map<String, DataType> check(List<Place> items) {
    Map<String, DataType> columns = new LinkedHashMap<>();
    Duplicates names = new Duplicates();
    for (Place item : items) {
      Optional<String> name = item.read(ColumnShape.NAME);
      name.ifPresent(
          text -> {
            if (names.has(text)) {
              item.at(ColumnShape.NAME).problem("two columns have the name \"" + text + "\"");
            }
            if (text.startsWith("azud_")) {
              item.at(ColumnShape.NAME).problem("names that begin with azud_ are Azud's own");
            }
          });
      checkColumn(item);
      Optional<DataType> type = typeOf(item);
      name.ifPresent(text -> columns.put(text, type.orElse(null)));
    }
    return columns;
  }

  private static void checkColumn(Place item) {
    Optional<String> written = item.read(ColumnShape.TYPE);
    if (written.isEmpty()) {
      return;
    }
    String type = written.get();
    requireExactly(item, type, TypeNames.STRUCT, ColumnShape.FIELDS);
    requireExactly(item, type, TypeNames.LIST, ColumnShape.ELEMENT);
    requireExactly(item, type, TypeNames.MAP, ColumnShape.VALUE);
    item.find(ColumnShape.FIELDS)
        .ifPresent(
            fields -> {
              check(fields.items());
              fields.items().forEach(SchemaRules::refuseLimits);
            });
    TypeNames.parse(type).ifPresent(parsed -> checkLimits(item, parsed));
    if (TypeNames.NESTED.contains(type)) {
      refuse(
          item,
          type,
          ColumnShape.MIN,
          ColumnShape.MAX,
          ColumnShape.VALUES,
          ColumnShape.PATTERN,
          ColumnShape.ZONE);
    }
  }

  /**
   * A struct's fields are checked by an expression over the column, which also says what a missing
   * struct means.
   */
  private static void refuseLimits(Place field) {
    for (Field<?> limit :
        List.of(ColumnShape.MIN, ColumnShape.MAX, ColumnShape.VALUES, ColumnShape.PATTERN)) {
      field
          .find(limit)
          .ifPresent(
              place ->
                  place.problem(
                      limit.name()
                          + " is for columns, not for fields of a struct; write a check, for example expr: \"address.zip"
                          + " IS NOT NULL\""));
    }
  }

  private static void requireExactly(Place item, String type, String nested, Field<?> field) {
    if (type.equals(nested) && !item.has(field)) {
      item.problem("type " + nested + " needs \"" + field.name() + "\"");
    } else if (!type.equals(nested)) {
      refuse(item, type, field);
    }
  }

  private static void refuse(Place item, String type, Field<?>... fields) {
    for (Field<?> field : fields) {
      item.find(field)
          .ifPresent(place -> place.problem(field.name() + " has no meaning for type " + type));
    }
  }

  private static void checkLimits(Place item, DataType type) {
    boolean ordered = type instanceof DataType.DecimalType || ORDERED.contains(type);
    String name = TypeNames.nameOf(type);
    if (!ordered) {
      refuse(item, name, ColumnShape.MIN, ColumnShape.MAX);
    }
    if (type != Simple.STRING) {
      refuse(item, name, ColumnShape.PATTERN);
    }
    if (type != Simple.TIMESTAMP) {
      refuse(item, name, ColumnShape.ZONE);
    }
    if (type == Simple.JSON || type == Simple.BINARY) {
      refuse(item, name, ColumnShape.VALUES);
      return;
    }
    checkLiteral(item, ColumnShape.MIN, type);
    checkLiteral(item, ColumnShape.MAX, type);
    for (Place value : item.find(ColumnShape.VALUES).map(Place::items).orElse(List.of())) {
      checkLiteral(value, Scalars.literal(), type);
    }
  }

  private static void checkLiteral(Place item, Field<String> field, DataType type) {
    item.find(field).ifPresent(place -> checkLiteral(place, field.shape(), type));
  }

  private static void checkLiteral(Place place, Shape<String> shape, DataType type) {
    place
        .as(shape)
        .filter(text -> Literals.read(type, text).isEmpty())
        .ifPresent(
            text ->
                place.problem("\"" + text + "\" is not a value of type " + TypeNames.nameOf(type)));
  }

  private static Optional<DataType> typeOf(Place item) {
    return item.as(ColumnShape.SHAPE).map(column -> column.type());
  }
}
