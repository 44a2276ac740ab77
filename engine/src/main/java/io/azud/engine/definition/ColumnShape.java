// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.LazyShape;
import io.azud.engine.definition.binding.ListShape;
import io.azud.engine.definition.binding.NestedShape;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.Values;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import java.util.List;
import java.util.Map;

/** A column of the contract, and the types that are made of other types. */
final class ColumnShape {
  private static final int MAX_VALUES = 10_000;

  static final Field<String> NAME =
      Field.required(
              "name",
              Names.of("a column name"),
              "The column's name, the same in the record, the lake and PostgreSQL.")
          .example("departed_at");

  static final Field<String> TYPE =
      Field.required("type", TypeNames.any(), "The column's type.").example("decimal(12,2)");

  static final Field<DataType> ELEMENT =
      Field.<DataType>optional(
              "element",
              NestedShape.of(
                  TypeNames.plain(), LazyShape.of("type", () -> ColumnShape.TYPE_OBJECT)),
              DataType.Simple.STRING,
              "The type of a list's elements; needed by `list`.")
          .example("string");

  static final Field<DataType> VALUE =
      Field.<DataType>optional(
              "value",
              NestedShape.of(
                  TypeNames.plain(), LazyShape.of("type", () -> ColumnShape.TYPE_OBJECT)),
              DataType.Simple.STRING,
              "The type of a map's values; needed by `map`. Its keys are text.")
          .example("double");

  static final Field<List<Column>> FIELDS =
      Field.optional(
              "fields",
              ListShape.of(LazyShape.of("column", () -> ColumnShape.SHAPE)),
              List.<Column>of(),
              "The fields of a struct, in order; needed by `struct`.")
          .example("[{name: street, type: string}]");

  static final Field<Boolean> REQUIRED =
      Field.withDefault(
          "required", Scalars.flag(), "false", "Whether a record without a value is rejected.");

  static final Field<String> PATTERN =
      Field.optional(
              "pattern",
              Regex.shape(),
              "",
              "A regular expression in RE2's syntax (no look-around, no back-references) that the whole"
                  + " text must match; for `string`.")
          .example("'[A-Z]{3}'");

  static final Field<List<String>> VALUES =
      Field.optional(
              "values",
              ListShape.of(Scalars.literal(), 1, MAX_VALUES),
              List.<String>of(),
              "The only allowed values.")
          .example("[EWR, JFK, LGA]");

  static final Field<String> MIN =
      Field.optional(
              "min",
              Scalars.literal(),
              "",
              "The smallest allowed value; for numbers, `date` and `timestamp`.")
          .example("0");

  static final Field<String> MAX =
      Field.optional(
              "max",
              Scalars.literal(),
              "",
              "The largest allowed value; for numbers, `date` and `timestamp`.")
          .example("2999-12-31");

  static final Field<String> ZONE =
      Field.optional(
              "zone",
              TimeZones.shape(),
              "",
              "The time zone of texts without an offset; for `timestamp`. Without it an offset is"
                  + " required.")
          .example("America/New_York");

  static final Field<List<String>> NULL_TEXT =
      Field.optional(
              "nullText",
              ListShape.of(Scalars.anyText()),
              List.<String>of(),
              "Texts that stand for no value.")
          .example("[NA]");

  static final ObjectShape<Column> SHAPE =
      ObjectShape.of(
              "column",
              "One column of the contract, or one field of a struct.",
              List.of(
                  NAME, TYPE, ELEMENT, VALUE, FIELDS, REQUIRED, PATTERN, VALUES, MIN, MAX, ZONE,
                  NULL_TEXT),
              ColumnShape::column)
          .refusing(
              Map.of(
                  "nullable", "columns may be empty unless they say required: true",
                  "default", "a record keeps what it was sent with"));

  static final ObjectShape<DataType> TYPE_OBJECT =
      ObjectShape.of(
          "type",
          "A type within another one, when its name alone does not say it.",
          List.of(TYPE, ELEMENT, VALUE, FIELDS),
          ColumnShape::type);

  private ColumnShape() {}

  private static Column column(Values values) {
    return new Column(
        values.get(NAME),
        type(values),
        values.get(REQUIRED),
        new Column.Rules(
            values.get(MIN),
            values.get(MAX),
            values.get(VALUES),
            values.get(PATTERN),
            values.get(ZONE),
            values.get(NULL_TEXT)));
  }

  private static DataType type(Values values) {
    String name = values.get(TYPE);
    return switch (name) {
      case TypeNames.STRUCT -> new DataType.StructType(values.get(FIELDS));
      case TypeNames.LIST -> new DataType.ListType(values.get(ELEMENT));
      case TypeNames.MAP -> new DataType.MapType(values.get(VALUE));
      default -> TypeNames.parse(name).orElseThrow();
    };
  }
}
