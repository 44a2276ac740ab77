// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.csv;

import io.azud.decode.BadValue;
import io.azud.decode.DecodeRule;
import io.azud.decode.NullText;
import io.azud.decode.ScalarReader;
import io.azud.decode.json.JsonTextReader;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.Pipeline.UnknownFields;

/** Reads one column's values out of CSV fields. */
final class CsvColumn {
  private final Column column;
  private final NullText nullText;
  private final ScalarReader reader;

  CsvColumn(Column column, UnknownFields policy) {
    DataType type = column.type();
    boolean scalar =
        type instanceof DataType.Simple && type != DataType.Simple.JSON
            || type instanceof DataType.DecimalType;
    this.column = column;
    this.nullText = new NullText(column.rules().nullText());
    this.reader =
        scalar ? ScalarReader.of(type, column.rules().zone()) : new JsonTextReader(column, policy);
  }

  Object read(CsvInput field) {
    Object value;
    try {
      value = readOrNull(field);
    } catch (BadValue e) {
      // Inside a field that held doubled quotes a position says nothing about the record.
      throw e.movedTo(field.start()).within(column.name());
    }
    if (value == null && column.required()) {
      throw new BadValue(DecodeRule.MISSING, "is required and has no value", field.start())
          .within(column.name());
    }
    return value;
  }

  private Object readOrNull(CsvInput field) {
    if (field.isNothing() || nullText.matches(field.bytes(), field.from(), field.to())) {
      return null;
    }
    if (field.from() == field.to() && column.type() != DataType.Simple.STRING) {
      throw new BadValue(
          DecodeRule.WRONG_TYPE, "is an empty string, which only a string column can hold");
    }
    return reader.read(field.bytes(), field.from(), field.to());
  }
}
