// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.ExactDecimal;
import io.azud.decode.NullText;
import io.azud.decode.ScalarReader;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.Pipeline.UnknownFields;
import java.util.List;

/** Makes the readers for a contract's columns. */
final class JsonReaders {
  private final UnknownField unknownInStruct;

  /**
   * @param policy under KEEP an unknown field inside a struct is refused, as only the record has a
   *     column for such fields
   */
  JsonReaders(UnknownFields policy) {
    this.unknownInStruct =
        policy == UnknownFields.IGNORE ? UnknownField.IGNORE : UnknownField.REJECT;
  }

  JsonReader[] of(List<Column> columns) {
    return columns.stream().map(this::of).toArray(JsonReader[]::new);
  }

  JsonReader of(Column column) {
    JsonReader reader = of(column.type(), column.rules().zone());
    NullText nullText = new NullText(column.rules().nullText());
    return nullText.isDeclared() ? new NullTextReader(nullText, reader) : reader;
  }

  private JsonReader of(DataType type, String zone) {
    if (type instanceof DataType.StructType struct) {
      return new StructReader(struct.fields(), of(struct.fields()), unknownInStruct);
    }
    if (type instanceof DataType.ListType list) {
      return new ListReader(of(list.element(), zone));
    }
    if (type instanceof DataType.MapType map) {
      return new MapReader(of(map.value(), zone));
    }
    if (type instanceof DataType.DecimalType decimal) {
      return ScalarReaders.decimal(new ExactDecimal(decimal.precision(), decimal.scale()));
    }
    return switch ((DataType.Simple) type) {
      case STRING -> ScalarReaders::string;
      case BOOLEAN -> ScalarReaders::bool;
      case INT -> ScalarReaders::integer;
      case LONG -> ScalarReaders::longInteger;
      case FLOAT -> ScalarReaders::floatingPoint;
      case DOUBLE -> ScalarReaders::doublePrecision;
      case DATE -> ScalarReaders.inString(ScalarReader.of(type, zone), "a date in a string");
      case TIMESTAMP ->
          ScalarReaders.inString(ScalarReader.of(type, zone), "a timestamp in a string");
      case BINARY -> ScalarReaders.inString(ScalarReader.of(type, zone), "base64 in a string");
      case JSON -> new AnyValue();
    };
  }
}
