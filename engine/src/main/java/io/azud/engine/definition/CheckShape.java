// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.pipeline.Check;
import java.util.List;

/** A rule over a record. */
final class CheckShape {
  static final Field<String> NAME =
      Field.required(
              "name", Names.of("a check name"), "What dead letters and metrics call the rule.")
          .example("delay_in_range");

  static final Field<String> EXPR =
      Field.required(
              "expr",
              SqlRules.shape(),
              "A Spark SQL condition over the schema's columns; it fails when it is false.")
          .example("delay_min BETWEEN -120 AND 3000");

  static final Field<Check.OnFail> ON_FAIL =
      Field.withDefault(
          "onFail",
          Scalars.choice(Check.OnFail.class),
          "reject",
          "`reject`: the record becomes a dead letter. `warn`: it goes on and is counted. `stop`:"
              + " the pipeline stops before the record becomes visible.");

  static final ObjectShape<Check> SHAPE =
      ObjectShape.of(
          "check",
          "A rule that looks at several columns, in Spark SQL.",
          List.of(NAME, EXPR, ON_FAIL),
          values -> new Check(values.get(NAME), values.get(EXPR), values.get(ON_FAIL)));

  private CheckShape() {}
}
