// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.sql;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * Bound expressions, step by step: each step's input is the step before, the first one's is the
 * contract's row.
 *
 * @param steps empty when the output is the input
 */
public record Projection(List<List<Expression>> steps) implements Serializable {

  public Projection {
    steps = steps.stream().map(List::copyOf).toList();
  }

  /** The contract column that output column {@code i} is, unchanged; -1 when it is computed. */
  int inputIndex(int i) {
    int index = i;
    for (int step = steps.size() - 1; step >= 0; step--) {
      if (!(steps.get(step).get(index) instanceof BoundReference reference)) {
        return -1;
      }
      index = reference.ordinal();
    }
    return index;
  }
}
