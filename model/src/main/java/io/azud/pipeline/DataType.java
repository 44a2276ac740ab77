// SPDX-License-Identifier: Apache-2.0
package io.azud.pipeline;

import java.io.Serializable;
import java.util.List;

/**
 * The type of a column, and how its values are held in a row.
 *
 * <p>Rows are {@code Object[]} in Spark's internal representation, so that a row can be handed to
 * compiled Spark SQL and to Iceberg's writers without conversion:
 *
 * <table>
 *   <caption>Values</caption>
 *   <tr><th>type</th><th>value in a row</th><th>lake</th><th>PostgreSQL</th></tr>
 *   <tr><td>string</td><td>UTF8String</td><td>string</td><td>text</td></tr>
 *   <tr><td>boolean</td><td>Boolean</td><td>boolean</td><td>boolean</td></tr>
 *   <tr><td>int, long</td><td>Integer, Long</td><td>int, long</td><td>integer, bigint</td></tr>
 *   <tr><td>float, double</td><td>Float, Double</td><td>float, double</td><td>real, double precision</td></tr>
 *   <tr><td>decimal(p,s)</td><td>org.apache.spark.sql.types.Decimal with exactly p, s</td><td>decimal(p,s)</td><td>numeric(p,s)</td></tr>
 *   <tr><td>date</td><td>Integer: days since 1970-01-01, proleptic Gregorian</td><td>date</td><td>date</td></tr>
 *   <tr><td>timestamp</td><td>Long: microseconds since the epoch, UTC</td><td>timestamptz</td><td>timestamptz</td></tr>
 *   <tr><td>binary</td><td>byte[]</td><td>binary</td><td>bytea</td></tr>
 *   <tr><td>json</td><td>UTF8String: the JSON text as it was sent</td><td>string</td><td>jsonb</td></tr>
 *   <tr><td>struct</td><td>InternalRow</td><td>struct</td><td>jsonb</td></tr>
 *   <tr><td>list</td><td>ArrayData</td><td>list</td><td>jsonb</td></tr>
 *   <tr><td>map</td><td>MapData with string keys</td><td>map</td><td>jsonb</td></tr>
 * </table>
 *
 * A missing value is {@code null} in the row. Dates and timestamps lie within the years 0001 to
 * 9999.
 */
public sealed interface DataType extends Serializable {

  /** A type without parameters. */
  enum Simple implements DataType {
    STRING,
    BOOLEAN,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    DATE,
    TIMESTAMP,
    BINARY,
    JSON
  }

  /**
   * An exact number of at most {@code precision} digits, {@code scale} of them behind the point.
   */
  record DecimalType(int precision, int scale) implements DataType {
    public static final int MAX_PRECISION = 38;

    public DecimalType {
      if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "decimal("
                + precision
                + ","
                + scale
                + ") is not a type: 1 <= precision <= 38 and 0 <= scale <= precision");
      }
    }
  }

  /** Named fields, in order. */
  record StructType(List<Column> fields) implements DataType {
    public StructType {
      fields = List.copyOf(fields);
    }
  }

  /** Any number of values of one type; elements may be null. */
  record ListType(DataType element) implements DataType {}

  /** String keys with values of one type; values may be null. */
  record MapType(DataType value) implements DataType {}
}
