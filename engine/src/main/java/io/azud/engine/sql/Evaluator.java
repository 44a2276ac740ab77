// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SafeProjection;
import org.apache.spark.sql.types.DataType;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Evaluates one {@link Projection} on rows, with code that Spark generates for it. Belongs to one
 * thread.
 */
public final class Evaluator {
  private final List<Function1<InternalRow, InternalRow>> steps = new ArrayList<>();
  private final int[] inputIndexes;
  private final DataType[] types;

  public Evaluator(Projection projection) {
    for (List<Expression> step : projection.steps()) {
      steps.add(SafeProjection.create(CollectionConverters.asScala(step).toSeq()));
    }
    List<Expression> last = projection.steps().get(projection.steps().size() - 1);
    inputIndexes = new int[last.size()];
    types = new DataType[last.size()];
    for (int i = 0; i < last.size(); i++) {
      inputIndexes[i] = projection.inputIndex(i);
      types[i] = last.get(i).dataType();
    }
  }

  /**
   * Whether a condition holds.
   *
   * @param whenNull the answer when the condition is neither true nor false
   * @throws RuntimeException Spark's, when the expression fails on this row (overflow, division by
   *     zero, a bad cast)
   */
  public boolean holds(Object[] row, boolean whenNull) {
    InternalRow result = evaluate(row);
    return result.isNullAt(0) ? whenNull : result.getBoolean(0);
  }

  /**
   * Fills {@code output} from its start.
   *
   * @throws RuntimeException Spark's, when an expression fails on this row
   */
  public void project(Object[] row, Object[] output) {
    InternalRow result = evaluate(row);
    for (int i = 0; i < types.length; i++) {
      output[i] = inputIndexes[i] >= 0 ? row[inputIndexes[i]] : result.get(i, types[i]);
    }
  }

  private InternalRow evaluate(Object[] row) {
    InternalRow current = new GenericInternalRow(row);
    for (Function1<InternalRow, InternalRow> step : steps) {
      current = step.apply(current);
    }
    return current;
  }
}
