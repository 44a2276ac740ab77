// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.LazyShape;
import io.azud.engine.definition.binding.ListShape;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.Values;
import io.azud.pipeline.Check;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.Pipeline.DeadLetters;
import io.azud.pipeline.Pipeline.Objectives;
import io.azud.pipeline.Pipeline.Schedule;
import io.azud.pipeline.Pipeline.UnknownFields;
import io.azud.pipeline.SourceDefinition;
import io.azud.pipeline.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The pipeline file as a whole. */
final class PipelineShape {
  /** PostgreSQL's 1,600 without Azud's own columns. */
  static final int MAX_COLUMNS = 1590;

  private static final String LOOKS_LIKE_ANOTHER =
      "this looks like an environment file, and here a pipeline is expected";

  private static final int MAX_CHECKS = 1_000;

  static final Field<String> NAME =
      Field.required(
              "name",
              Names.of("a pipeline name"),
              "Identifies the pipeline in the ledger and in both stores: another name is another"
                  + " pipeline.")
          .example("flights");

  static final Field<SourceDefinition> SOURCE =
      Field.required("source", SourceShape.SHAPE, "Where the records come from.");

  static final Field<List<Column>> SCHEMA =
      Field.required(
          "schema",
          ListShape.of(LazyShape.of("column", () -> ColumnShape.SHAPE), 1, MAX_COLUMNS),
          "The contract: what a record must look like.");

  static final Field<UnknownFields> UNKNOWN_FIELDS =
      Field.withDefault(
          "unknownFields",
          Scalars.choice(UnknownFields.class),
          "reject",
          "What becomes of fields that the schema does not name. `reject`: the record becomes a"
              + " dead letter. `ignore`: they are dropped. `keep`: they go into the json column `"
              + Pipeline.UNKNOWN_COLUMN
              + "`.");

  static final Field<List<Check>> CHECKS =
      Field.withDefault(
              "checks",
              ListShape.of(CheckShape.SHAPE, 0, MAX_CHECKS),
              "[]",
              "Rules that look at several columns at once.")
          .example("[{name: delay_in_range, expr: 'delay_min BETWEEN -120 AND 3000'}]");

  static final Field<Transform> TRANSFORM =
      Field.withDefault("transform", TransformShape.SHAPE, "{}", "What becomes of a record.");

  static final Field<SinksShape.Sinks> SINKS =
      Field.required("sinks", SinksShape.SHAPE, "Where the rows go.");

  static final Field<DeadLetters> DEAD_LETTERS =
      Field.withDefault(
          "deadLetters", OperationShapes.DEAD_LETTERS, "{}", "How many rejections are normal.");

  static final Field<Schedule> SCHEDULE =
      Field.withDefault("schedule", OperationShapes.SCHEDULE, "{}", "When the pipeline runs.");

  static final Field<Objectives> OBJECTIVES =
      Field.withDefault(
          "objectives", OperationShapes.OBJECTIVES, "{}", "What its users were promised.");

  static final ObjectShape<Pipeline> SHAPE =
      ObjectShape.of(
              "pipeline",
              "A pipeline: where records come from, what they must look like, where they go.",
              List.of(
                  ApiVersion.FIELD,
                  NAME,
                  SOURCE,
                  SCHEMA,
                  UNKNOWN_FIELDS,
                  CHECKS,
                  TRANSFORM,
                  SINKS,
                  DEAD_LETTERS,
                  SCHEDULE,
                  OBJECTIVES),
              PipelineShape::pipeline)
          .refusing(
              Map.of(
                  "columns", "the columns are the items of schema",
                  "include", "a pipeline is one file",
                  "postgres", LOOKS_LIKE_ANOTHER,
                  "catalog", LOOKS_LIKE_ANOTHER,
                  "environment", "it is a file of its own, given with --environment"));

  private PipelineShape() {}

  private static Pipeline pipeline(Values values) {
    SourceDefinition source = values.get(SOURCE);
    List<Column> columns = columns(values.get(SCHEMA), values.get(UNKNOWN_FIELDS));
    return new Pipeline(
        values.get(NAME),
        source,
        columns,
        values.get(UNKNOWN_FIELDS),
        values.get(CHECKS),
        values.get(TRANSFORM),
        values.get(SINKS).lake(),
        values.get(SINKS).postgres(),
        values.get(DEAD_LETTERS),
        values.get(SCHEDULE),
        values.get(OBJECTIVES),
        PipelineHash.of(
            source.format(),
            columns,
            values.get(UNKNOWN_FIELDS),
            values.get(CHECKS),
            values.get(TRANSFORM)));
  }

  private static List<Column> columns(List<Column> declared, UnknownFields unknownFields) {
    List<Column> columns = new ArrayList<>(declared);
    if (unknownFields == UnknownFields.KEEP) {
      columns.add(Column.optional(Pipeline.UNKNOWN_COLUMN, DataType.Simple.JSON));
    }
    return columns;
  }
}
