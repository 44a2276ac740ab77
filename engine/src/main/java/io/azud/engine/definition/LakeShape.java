// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ListShape;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.pipeline.LakeDefinition;
import java.time.Duration;
import java.util.List;

/** The lake sink. */
final class LakeShape {
  private static final int MAX_PARTITIONS = 16;

  static final ScalarShape<LakePartition> PARTITION =
      Scalars.understood("a partition", LakePartition.REGEX, (text, dir) -> LakePartition.of(text));

  static final Field<String> TABLE =
      Field.required(
              "table",
              Names.table(),
              "The Iceberg table, `table` or `namespace.table`; without a namespace in the"
                  + " environment's.")
          .example("flights");

  static final Field<LakeDefinition.FileFormat> FORMAT =
      Field.withDefault(
          "format",
          Scalars.choice(LakeDefinition.FileFormat.class),
          "parquet",
          "The format of the data files.");

  static final Field<List<LakePartition>> PARTITION_BY =
      Field.withDefault(
              "partitionBy",
              ListShape.of(PARTITION, 0, MAX_PARTITIONS),
              "[]",
              "Iceberg partitioning: a column, `year(c)`, `month(c)`, `day(c)`, `hour(c)`,"
                  + " `bucket(n, c)` or `truncate(width, c)`.")
          .example("['day(departed_at)']");

  static final Field<List<String>> SORT_BY =
      Field.withDefault(
              "sortBy",
              ListShape.of(Names.of("a column name"), 0, PostgresShape.MAX_INDEX_COLUMNS),
              "[]",
              "The columns in whose order the rows of a data file stand.")
          .example("[origin]");

  static final Field<Duration> EVERY =
      Field.withDefault(
              "every",
              Scalars.duration(Duration.ZERO, OperationShapes.LONGEST_INTERVAL),
              "0s",
              "The shortest time between two commits; `0s` commits every pass.")
          .example("60s");

  static final ObjectShape<LakeDefinition> SHAPE =
      ObjectShape.of(
          "sinks.lake",
          "An Iceberg table.",
          List.of(TABLE, FORMAT, PARTITION_BY, SORT_BY, EVERY),
          values ->
              new LakeDefinition(
                  values.get(TABLE),
                  values.get(FORMAT),
                  values.get(PARTITION_BY).stream().map(LakePartition::text).toList(),
                  values.get(SORT_BY),
                  values.get(EVERY)));

  private LakeShape() {}
}
