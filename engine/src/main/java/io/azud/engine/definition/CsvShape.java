// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.pipeline.SourceDefinition.Csv;
import java.util.List;
import java.util.Map;

/** How CSV is written. */
final class CsvShape {
  static final Field<Character> DELIMITER =
      Field.withDefault("delimiter", character(), "','", "What stands between two values.");

  static final Field<Character> QUOTE =
      Field.withDefault(
          "quote",
          character(),
          "'\"'",
          "What encloses a value with delimiters or line ends in it.");

  static final Field<Boolean> HEADER =
      Field.withDefault(
          "header",
          Scalars.flag(),
          "true",
          "Whether the first record names the columns; otherwise they stand in the schema's order.");

  static final ObjectShape<Csv> IN_KAFKA =
      ObjectShape.of(
              "source.kafka.csv",
              "How the CSV in a record's value is written, beyond RFC 4180.",
              List.of(DELIMITER, QUOTE),
              values -> new Csv(values.get(DELIMITER), values.get(QUOTE), false))
          .refusing(Map.of("header", "a Kafka record never has one"));

  static final ObjectShape<Csv> IN_FILES =
      ObjectShape.of(
          "source.files.csv",
          "How the CSV files are written, beyond RFC 4180.",
          List.of(DELIMITER, QUOTE, HEADER),
          values -> new Csv(values.get(DELIMITER), values.get(QUOTE), values.get(HEADER)));

  private CsvShape() {}

  private static ScalarShape<Character> character() {
    return Scalars.understood(
        "a character",
        "^[\\u0009\\u0020-\\u007e]$",
        (text, directory) -> {
          if (!text.matches("[\\t\\x20-\\x7e]")) {
            throw new Misfit("is not one character of ASCII");
          }
          return text.charAt(0);
        });
  }
}
