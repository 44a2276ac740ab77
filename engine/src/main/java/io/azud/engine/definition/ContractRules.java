// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Place;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import java.util.List;
import java.util.Optional;

/** What must hold within and between the columns of a contract. */
final class ContractRules {
  private ContractRules() {}

  /** Checks the columns, and tells what is known of them. */
  static Columns check(Place schema) {
    Columns columns = Columns.ofContract();
    Duplicates names = new Duplicates();
    for (Place item : schema.items()) {
      checkColumn(item);
      Optional<String> name = item.read(ColumnShape.NAME);
      name.ifPresent(text -> checkName(item.at(ColumnShape.NAME), text, names));
      name.ifPresentOrElse(
          text -> columns.add(text, known(item)), columns::andOthers); // misspelt, and reported
    }
    return columns;
  }

  private static Columns.Known known(Place item) {
    Optional<DataType> type = item.as(ColumnShape.SHAPE).map(Column::type);
    return new Columns.Known(type, item.at(ColumnShape.NAME).isPlain());
  }

  private static void checkName(Place place, String name, Duplicates names) {
    if (names.has(name)) {
      place.problem(place.subject() + " is the name of another column already");
    }
    if (name.startsWith(Columns.RESERVED)) {
      place.problem(place.subject() + ": names that begin with azud_ are Azud's own");
    }
  }

  private static void checkColumn(Place item) {
    Optional<String> type = item.read(ColumnShape.TYPE);
    if (type.isEmpty()) {
      return;
    }
    checkNesting(item, type.get());
    if (TypeNames.NESTED.contains(type.get())) {
      ColumnLimits.refuseAll(item);
    } else {
      TypeNames.parse(type.get()).ifPresent(parsed -> ColumnLimits.check(item, parsed));
    }
  }

  private static void checkNesting(Place item, String type) {
    requireExactly(item, type, TypeNames.STRUCT, ColumnShape.FIELDS);
    requireExactly(item, type, TypeNames.LIST, ColumnShape.ELEMENT);
    requireExactly(item, type, TypeNames.MAP, ColumnShape.VALUE);
    item.find(ColumnShape.FIELDS).ifPresent(ContractRules::checkFields);
    item.find(ColumnShape.ELEMENT).ifPresent(ContractRules::checkInner);
    item.find(ColumnShape.VALUE).ifPresent(ContractRules::checkInner);
  }

  private static void checkFields(Place fields) {
    check(fields);
    fields.items().forEach(ColumnLimits::refuseInStruct);
  }

  /** A type within another one, when it is an object itself. */
  private static void checkInner(Place inner) {
    inner
        .find(ColumnShape.TYPE)
        .flatMap(type -> type.as(ColumnShape.TYPE.shape()))
        .ifPresent(type -> checkNesting(inner, type));
  }

  private static void requireExactly(Place item, String type, String nested, Field<?> field) {
    if (type.equals(nested) && !item.has(field)) {
      item.problem("type " + nested + " needs \"" + field.name() + "\"");
    } else if (!type.equals(nested)) {
      ColumnLimits.refuse(item, List.of(field));
    }
  }
}
