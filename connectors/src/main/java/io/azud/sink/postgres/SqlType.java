// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.pipeline.DataType;

/**
 * The PostgreSQL type of a column, in the words of {@code format_type}: what a table has can be
 * compared with it.
 */
final class SqlType {

  private SqlType() {}

  static String of(DataType type) {
    if (type instanceof DataType.Simple simple) {
      return switch (simple) {
        case STRING -> "text";
        case BOOLEAN -> "boolean";
        case INT -> "integer";
        case LONG -> "bigint";
        case FLOAT -> "real";
        case DOUBLE -> "double precision";
        case DATE -> "date";
        case TIMESTAMP -> "timestamp with time zone";
        case BINARY -> "bytea";
        case JSON -> "jsonb";
      };
    }
    if (type instanceof DataType.DecimalType decimal) {
      return "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    return "jsonb";
  }

  /** Whether values can be long enough to be too long for an index. */
  static boolean hasUnboundedValues(DataType type) {
    return type == DataType.Simple.STRING || type == DataType.Simple.BINARY;
  }

  /**
   * Whether values are stored as jsonb, which neither identifies a row nor is worth an index of
   * these kinds.
   */
  static boolean isJsonb(DataType type) {
    return of(type).equals("jsonb");
  }
}
