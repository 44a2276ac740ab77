// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ListShape;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.SecretShape;
import io.azud.environment.Secret;
import io.azud.pipeline.Transform;
import io.azud.pipeline.Transform.Mask;
import java.util.List;

/** What becomes of a checked record. */
final class TransformShape {
  static final Field<String> COLUMN =
      Field.required("column", Names.of("a column name"), "A `string` column.")
          .example("passenger");

  static final Field<Mask.Method> WITH =
      Field.required(
              "with",
              Scalars.choice(Mask.Method.class),
              "`hmac`: HMAC-SHA-256 in hex, so that equal values stay equal. `redact`: `***`.")
          .example("hmac");

  static final Field<Secret> KEY =
      Field.optional("key", SecretShape.any(), Secret.NONE, "The key; needed by `hmac`.")
          .example("'${env:AZUD_MASK_KEY}'");

  static final ObjectShape<Mask> MASK_SHAPE =
      ObjectShape.of(
          "mask",
          "Hides a column's values in every store.",
          List.of(COLUMN, WITH, KEY),
          values -> new Mask(values.get(COLUMN), values.get(WITH), values.get(KEY)));

  static final Field<List<String>> SELECT =
      Field.withDefault(
              "select",
              ListShape.of(SqlRules.shape(), 0, PipelineShape.MAX_COLUMNS),
              "['*']",
              "Spark SQL select items over the schema's columns; `*` is all of them.")
          .example("['*', 'delay_min > 15 AS late']");

  static final Field<String> FILTER =
      Field.optional(
              "filter",
              SqlRules.shape(),
              "",
              "A Spark SQL condition; a record for which it is not true is left out, and counted.")
          .example("carrier IS NOT NULL");

  static final Field<List<Mask>> MASK =
      Field.withDefault(
          "mask", ListShape.of(MASK_SHAPE), "[]", "Columns whose values nobody shall see.");

  static final ObjectShape<Transform> SHAPE =
      ObjectShape.of(
          "transform",
          "What becomes of a checked record: filter, then select, then mask. Deterministic: the"
              + " same record always gives the same row.",
          List.of(SELECT, FILTER, MASK),
          values ->
              new Transform(select(values.get(SELECT)), values.get(FILTER), values.get(MASK)));

  private TransformShape() {}

  /** Whether these items give the schema's columns as they are. */
  static boolean selectsAll(List<String> items) {
    return items.isEmpty() || items.size() == 1 && items.get(0).strip().equals("*");
  }

  private static List<String> select(List<String> items) {
    return selectsAll(items) ? List.of() : items;
  }
}
