// SPDX-License-Identifier: Apache-2.0
package io.azud.check;

import io.azud.error.AzudException;
import io.azud.pipeline.Column;
import io.azud.spi.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that a pipeline's columns declare (smallest, largest and allowed values, pattern),
 * compiled for checking decoded rows. A missing value satisfies every rule; that it may not be
 * missing is the decoder's business. Belongs to one thread.
 */
public final class ColumnRules {
  private final int[] indexes;
  private final ValueRule[] rules;

  private ColumnRules(int[] indexes, ValueRule[] rules) {
    this.indexes = indexes;
    this.rules = rules;
  }

  /**
   * @param columns in the order of the rows
   * @throws AzudException {@code PIPELINE_INVALID} when a rule does not suit its column's type or
   *     cannot be read as a value of it
   */
  public static ColumnRules compile(List<Column> columns) {
    List<Integer> indexes = new ArrayList<>();
    List<ValueRule> rules = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ValueRule rule = RuleCompiler.compile(columns.get(i), columns.get(i).name());
      if (rule != ValueRule.NONE) {
        indexes.add(i);
        rules.add(rule);
      }
    }
    return new ColumnRules(
        indexes.stream().mapToInt(Integer::intValue).toArray(), rules.toArray(ValueRule[]::new));
  }

  /** Whether no column declares a rule, so that {@link #check} need not be called. */
  public boolean isEmpty() {
    return rules.length == 0;
  }

  /**
   * {@link Verdict#ACCEPTED}, or a rejection of stage CHECK with rule {@code min}, {@code max},
   * {@code values} or {@code pattern}.
   */
  public Verdict check(Object[] row) {
    for (int i = 0; i < rules.length; i++) {
      Object value = row[indexes[i]];
      Verdict verdict = value == null ? Verdict.ACCEPTED : rules[i].check(value);
      if (verdict != Verdict.ACCEPTED) {
        return verdict;
      }
    }
    return Verdict.ACCEPTED;
  }
}
