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

  static final Field<LakeDefinition.Maintenance> MAINTENANCE =
      Field.optional(
          "maintenance",
          MaintenanceShape.SHAPE,
          LakeDefinition.Maintenance.DEFAULT,
          "What `azud maintain` keeps.");

  static final ObjectShape<LakeDefinition> SHAPE =
      ObjectShape.of(
          "sinks.lake",
          "An Iceberg table.",
          List.of(TABLE, FORMAT, PARTITION_BY, SORT_BY, EVERY, MAINTENANCE),
          values ->
              new LakeDefinition(
                  values.get(TABLE),
                  values.get(FORMAT),
                  values.get(PARTITION_BY).stream().map(LakePartition::text).toList(),
                  values.get(SORT_BY),
                  values.get(EVERY),
                  values.get(MAINTENANCE)));

  private LakeShape() {}

  /** What maintenance keeps. */
  static final class MaintenanceShape {
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final int MOST_SNAPSHOTS = 100_000;

    static final Field<Duration> KEEP_SNAPSHOTS =
        Field.withDefault(
            "keepSnapshots",
            Scalars.duration(Duration.ZERO, LONGEST),
            "5d",
            "Snapshots younger than this stay: how far back queries can travel, and how long one may"
                + " take.");

    static final Field<Long> MIN_SNAPSHOTS =
        Field.withDefault(
            "minSnapshots",
            Scalars.integer(1, MOST_SNAPSHOTS),
            "10",
            "So many snapshots stay, whatever their age.");

    static final Field<Long> MAX_SNAPSHOTS =
        Field.withDefault(
            "maxSnapshots",
            Scalars.integer(1, MOST_SNAPSHOTS),
            "1000",
            "Beyond so many, older snapshots go before `keepSnapshots` has passed, for every commit"
                + " writes the list of them; those of the last hour stay.");

    static final Field<Duration> KEEP_ORPHANS =
        Field.withDefault(
            "keepOrphans",
            Scalars.duration(Duration.ofDays(1), LONGEST),
            "3d",
            "Files that no snapshot needs stay so long: a pass in flight may have just written them.");

    static final ObjectShape<LakeDefinition.Maintenance> SHAPE =
        ObjectShape.of(
            "sinks.lake.maintenance",
            "What `azud maintain` keeps of a lake table.",
            List.of(KEEP_SNAPSHOTS, MIN_SNAPSHOTS, MAX_SNAPSHOTS, KEEP_ORPHANS),
            values ->
                new LakeDefinition.Maintenance(
                    values.get(KEEP_SNAPSHOTS),
                    values.get(MIN_SNAPSHOTS).intValue(),
                    values.get(MAX_SNAPSHOTS).intValue(),
                    values.get(KEEP_ORPHANS)));

    private MaintenanceShape() {}
  }
}
