// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ListShape;
import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.Values;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.PostgresDefinition.Index;
import io.azud.pipeline.PostgresDefinition.Mode;
import io.azud.pipeline.PostgresDefinition.PartitionBy;
import java.time.Duration;
import java.util.List;

/** The PostgreSQL sink. */
final class PostgresShape {
  static final int MAX_INDEX_COLUMNS = 32;
  private static final int MAX_INDEXES = 100;

  static final Field<String> TABLE =
      Field.required("table", table(), "The table, `table` or `schema.table`.")
          .example("public.flights");

  static final Field<Mode> MODE =
      Field.withDefault(
          "mode",
          Scalars.choice(Mode.class),
          "append",
          "`append`: every record is a row. `upsert`: a record replaces the row with its key.");

  static final Field<List<String>> KEY =
      Field.withDefault(
              "key",
              ListShape.of(Names.of("a column name"), 0, MAX_INDEX_COLUMNS),
              "[]",
              "The columns that identify a row; for `upsert`.")
          .example("[flight_id]");

  static final Field<String> VERSION =
      Field.optional(
              "version",
              Names.of("a column name"),
              "",
              "For `upsert`: the column whose larger value wins. Without it the later record wins.")
          .example("updated_at");

  static final Field<PartitionBy> PARTITION_BY =
      Field.optional(
          "partitionBy",
          PartitionShape.SHAPE,
          PartitionBy.NONE,
          "Range partitions; without it the table is a plain one.");

  static final Field<List<Index>> INDEXES =
      Field.withDefault(
              "indexes",
              ListShape.of(IndexShape.SHAPE, 0, MAX_INDEXES),
              "[]",
              "Indexes beside the key's.")
          .example("[{columns: [origin, departed_at]}]");

  static final Field<Duration> EVERY =
      Field.withDefault(
              "every",
              Scalars.duration(Duration.ZERO, OperationShapes.LONGEST_INTERVAL),
              "0s",
              "The shortest time between two commits; `0s` commits every pass.")
          .example("1s");

  static final ObjectShape<PostgresDefinition> SHAPE =
      ObjectShape.of(
          "sinks.postgres",
          "A PostgreSQL table.",
          List.of(TABLE, MODE, KEY, VERSION, PARTITION_BY, INDEXES, EVERY),
          PostgresShape::definition);

  private PostgresShape() {}

  /** PostgreSQL keeps its own catalog in some schemas, and Azud its ledger in one. */
  private static ScalarShape<String> table() {
    return Names.table()
        .inspected(
            name -> {
              String schema = name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
              if (schema.equals("azud")) {
                throw new Misfit("is in Azud's ledger: name a table of another schema");
              }
              if (schema.startsWith("pg_") || schema.equals("information_schema")) {
                throw new Misfit("is in PostgreSQL's own catalog: name a table of another schema");
              }
            });
  }

  private static PostgresDefinition definition(Values values) {
    return new PostgresDefinition(
        values.get(TABLE),
        values.get(MODE),
        values.get(KEY),
        values.get(VERSION),
        values.get(PARTITION_BY),
        values.get(INDEXES),
        values.get(EVERY));
  }

  /** Range partitions. */
  static final class PartitionShape {
    static final Field<String> COLUMN =
        Field.required("column", Names.of("a column name"), "A `date` or `timestamp` column.")
            .example("departed_at");

    static final Field<PartitionBy.Period> PERIOD =
        Field.required("every", Scalars.choice(PartitionBy.Period.class), "A partition's width.")
            .example("month");

    static final Field<Long> AHEAD =
        Field.withDefault(
            "ahead",
            Scalars.integer(0, 1000),
            "3",
            "How many partitions after the current one exist in advance.");

    static final Field<Long> KEEP =
        Field.withDefault(
                "keep",
                Scalars.integer(0, 100_000),
                "0",
                "How many past partitions stay attached; 0 keeps all.")
            .example("24");

    static final ObjectShape<PartitionBy> SHAPE =
        ObjectShape.of(
            "sinks.postgres.partitionBy",
            "Range partitions by time.",
            List.of(COLUMN, PERIOD, AHEAD, KEEP),
            values ->
                new PartitionBy(
                    values.get(COLUMN),
                    values.get(PERIOD),
                    values.get(AHEAD).intValue(),
                    values.get(KEEP).intValue()));

    private PartitionShape() {}
  }

  /** An index. */
  static final class IndexShape {
    static final Field<List<String>> COLUMNS =
        Field.required(
                "columns",
                ListShape.of(Names.of("a column name"), 1, MAX_INDEX_COLUMNS),
                "The indexed columns, in order.")
            .example("[origin, departed_at]");

    static final Field<Index.Type> TYPE =
        Field.withDefault(
            "type",
            Scalars.choice(Index.Type.class),
            "btree",
            "`brin` is small, and good for columns that grow with time.");

    static final Field<Boolean> UNIQUE =
        Field.withDefault(
            "unique", Scalars.flag(), "false", "Whether two rows may not have the same values.");

    static final ObjectShape<Index> SHAPE =
        ObjectShape.of(
            "index",
            "An index on the PostgreSQL table; its name derives from the table and the columns.",
            List.of(COLUMNS, TYPE, UNIQUE),
            values -> new Index(values.get(COLUMNS), values.get(TYPE), values.get(UNIQUE)));

    private IndexShape() {}
  }
}
