// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.Shape;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.PostgresDefinition;
import java.util.List;

/** Where the rows go. */
final class SinksShape {
  static final Field<List<LakeDefinition>> LAKE =
      Field.optional("lake", one(LakeShape.SHAPE), List.<LakeDefinition>of(), "An Iceberg table.");

  static final Field<List<PostgresDefinition>> POSTGRES =
      Field.optional(
          "postgres",
          one(PostgresShape.SHAPE),
          List.<PostgresDefinition>of(),
          "A PostgreSQL table.");

  static final ObjectShape<Sinks> SHAPE =
      ObjectShape.of(
              "sinks",
              "Where the rows go: a lake table, a PostgreSQL table, or both.",
              List.of(LAKE, POSTGRES),
              values -> new Sinks(values.get(LAKE), values.get(POSTGRES)))
          .withAtLeastOne();

  private SinksShape() {}

  /** At most one of each. */
  record Sinks(List<LakeDefinition> lake, List<PostgresDefinition> postgres) {}

  private static <T> Shape<List<T>> one(ObjectShape<T> shape) {
    return shape.map(List::of);
  }
}
