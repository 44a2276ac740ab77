// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.Pipeline.UnknownFields;
import java.util.List;

/** Which of a pipeline's columns come out of a record's fields. */
public final class Contract {
  private Contract() {}

  /**
   * All columns but the one for unknown fields, which is the last one under {@link
   * UnknownFields#KEEP}.
   */
  public static List<Column> sentColumns(List<Column> columns, UnknownFields policy) {
    if (policy != UnknownFields.KEEP) {
      return columns;
    }
    int last = columns.size() - 1;
    if (last < 0
        || !columns.get(last).name().equals(Pipeline.UNKNOWN_COLUMN)
        || columns.get(last).type() != DataType.Simple.JSON) {
      throw new AzudException(
          ErrorCode.PIPELINE_INVALID,
          "unknownFields: keep needs the json column "
              + Pipeline.UNKNOWN_COLUMN
              + " as the last column of the schema");
    }
    return columns.subList(0, last);
  }
}
