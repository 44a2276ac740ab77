// SPDX-License-Identifier: Apache-2.0
package io.azud.sink;

import io.azud.pipeline.Column;
import io.azud.spi.RawRecord;
import io.azud.spi.RowGuard;
import io.azud.spi.Verdict;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/**
 * Rejects rows with values that one of the stores cannot hold, or that half of its readers cannot
 * show. Decoders let none of them through, but transforms can make them.
 *
 * <p>Every sink's first guard is this one, so that all sinks refuse alike: a pipeline with one sink
 * rejects what it would reject with both, and a sink that is added later can hold what the others
 * have. Two for the same columns are equal.
 */
public final class StorableValues implements RowGuard {
  private static final long serialVersionUID = 1L;

  private final Column[] columns;
  private final ValueLimit[] limits;

  public StorableValues(List<Column> columns) {
    this.columns = columns.toArray(Column[]::new);
    this.limits =
        columns.stream().map(column -> ValueLimit.of(column.type())).toArray(ValueLimit[]::new);
  }

  @Override
  public Verdict check(Object[] row) {
    InternalRow values = new GenericInternalRow(row);
    for (int i = 0; i < limits.length; i++) {
      if (row[i] == null) {
        if (columns[i].required()) {
          return rejection(columns[i], Breach.MISSING);
        }
      } else {
        Breach breach = limits[i].check(values, i);
        if (breach != Breach.NONE) {
          return rejection(columns[i], breach);
        }
      }
    }
    return Verdict.ACCEPTED;
  }

  @Override
  public Verdict checkTombstone(RawRecord tombstone) {
    return Verdict.ACCEPTED;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StorableValues values && Arrays.equals(columns, values.columns);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(columns);
  }

  private static Verdict rejection(Column column, Breach breach) {
    return new Verdict.Rejection(
        Verdict.Stage.STORE,
        breach.rule(),
        "Column " + column.name() + " " + breach.predicate() + ".");
  }
}
