// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Place;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.sql.SqlItem;
import java.util.Optional;

/**
 * Looks at Spark SQL as far as that goes without Spark; the engine looks at the rest when it
 * compiles.
 */
final class SqlRules {
  private static final int MAX_LENGTH = 10_000;

  private SqlRules() {}

  /** SQL stands in the file itself: Spark's messages repeat it, and would repeat a secret. */
  static ScalarShape<String> shape() {
    return Scalars.sentence("SQL", MAX_LENGTH).writtenOut();
  }

  /** Reports what cannot be parsed and what names no column. */
  static Optional<SqlItem> check(Place place, Columns columns) {
    return place.as(shape()).flatMap(text -> parse(place, text, columns));
  }

  private static Optional<SqlItem> parse(Place place, String text, Columns columns) {
    try {
      SqlItem item = SqlItem.parse(text);
      item.columns().stream()
          .filter(name -> !columns.has(name))
          .sorted()
          .forEach(name -> columns.reportMissing(place, name, "\"" + name + "\""));
      return Optional.of(item);
    } catch (IllegalArgumentException e) {
      place.problem("this is not Spark SQL: " + e.getMessage());
      return Optional.empty();
    }
  }
}
