// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.spi.RawRecord;
import io.azud.spi.RowGuard;
import io.azud.spi.Verdict;
import java.util.List;
import org.apache.spark.sql.types.Decimal;

/**
 * Rejects rows that the lake's table has no place for: transforms can make what no decoder lets
 * through.
 */
final class LakeGuard implements RowGuard {
  private static final long serialVersionUID = 1L;

  /**
   * 0001-01-01 and 9999-12-31 as days; what lies beyond, half of the lake's readers cannot show.
   */
  private static final int FIRST_DAY = -719_162;

  private static final int LAST_DAY = 2_932_896;
  private static final long MICROS_OF_DAY = 86_400_000_000L;
  private static final long FIRST_MICRO = FIRST_DAY * MICROS_OF_DAY;
  private static final long LAST_MICRO = (LAST_DAY + 1L) * MICROS_OF_DAY - 1;

  private final Column[] columns;

  LakeGuard(List<Column> columns) {
    this.columns = columns.toArray(Column[]::new);
  }

  @Override
  public Verdict check(Object[] row) {
    for (int i = 0; i < columns.length; i++) {
      Object value = row[i];
      Column column = columns[i];
      if (value == null) {
        if (column.required()) {
          return rejection("missing", column, "is required and has no value");
        }
      } else if (column.type() == DataType.Simple.TIMESTAMP) {
        long micros = (Long) value;
        if (micros < FIRST_MICRO || micros > LAST_MICRO) {
          return rejection("out_of_range", column, "lies outside the years 0001 to 9999");
        }
      } else if (column.type() == DataType.Simple.DATE) {
        int day = (Integer) value;
        if (day < FIRST_DAY || day > LAST_DAY) {
          return rejection("out_of_range", column, "lies outside the years 0001 to 9999");
        }
      } else if (column.type() instanceof DataType.DecimalType type) {
        Decimal decimal = (Decimal) value;
        if (decimal.scale() != type.scale() || decimal.precision() > type.precision()) {
          return rejection("out_of_range", column, "does not fit decimal" + size(type));
        }
      }
    }
    return Verdict.ACCEPTED;
  }

  @Override
  public Verdict checkTombstone(RawRecord tombstone) {
    return Verdict.ACCEPTED;
  }

  private static String size(DataType.DecimalType type) {
    return "(" + type.precision() + "," + type.scale() + ")";
  }

  private static Verdict rejection(String rule, Column column, String what) {
    return new Verdict.Rejection(
        Verdict.Stage.STORE, rule, "the lake cannot hold column " + column.name() + ": it " + what);
  }
}
