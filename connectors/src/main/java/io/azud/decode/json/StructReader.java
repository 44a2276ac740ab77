// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.pipeline.Column;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** Reads JSON objects with declared fields. */
final class StructReader implements JsonReader {
  private final int size;
  private final FieldsReader fields;

  StructReader(List<Column> columns, JsonReader[] readers, UnknownField unknown) {
    this.size = columns.size();
    this.fields = new FieldsReader(columns, readers, unknown);
  }

  @Override
  public InternalRow read(JsonInput in) {
    if (in.here() != '{') {
      throw in.wrongType("an object");
    }
    Object[] values = new Object[size];
    fields.read(in, values);
    return new GenericInternalRow(values);
  }
}
