// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.check;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.spi.Verdict;
import io.azud.spi.Verdict.Rejection;
import io.azud.spi.Verdict.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The limits that a contract puts on its columns' values, ready to be applied to decoded rows. A
 * missing value passes: whether it may be missing is the decoder's business. Belongs to one thread.
 */
public final class ColumnRules {
  private final Rule[] rules;

  private ColumnRules(Rule[] rules) {
    this.rules = rules;
  }

  /** One condition on the value at one index. */
  private record Rule(int index, Condition condition, Rejection rejection) {}

  @FunctionalInterface
  private interface Condition {
    boolean holds(Object value);
  }

  /**
   * @throws AzudException {@code PIPELINE_INVALID} when a literal does not fit its column's type
   */
  public static ColumnRules compile(List<Column> columns) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      compile(columns.get(i), i, rules);
    }
    return new ColumnRules(rules.toArray(Rule[]::new));
  }

  private static void compile(Column column, int index, List<Rule> rules) {
    Column.Rules declared = column.rules();
    if (!declared.min().isEmpty()) {
      Comparable<Object> min = literal(column, declared.min());
      rules.add(
          rule(
              index,
              column,
              "min",
              "is less than " + declared.min(),
              value -> min.compareTo(value) <= 0));
    }
    if (!declared.max().isEmpty()) {
      Comparable<Object> max = literal(column, declared.max());
      rules.add(
          rule(
              index,
              column,
              "max",
              "is more than " + declared.max(),
              value -> max.compareTo(value) >= 0));
    }
    if (!declared.values().isEmpty()) {
      Set<Object> allowed = new HashSet<>();
      declared.values().forEach(value -> allowed.add(literal(column, value)));
      rules.add(
          rule(index, column, "values", "is not one of the allowed values", allowed::contains));
    }
    if (!declared.pattern().isEmpty()) {
      ValuePattern pattern = pattern(column);
      rules.add(
          rule(
              index,
              column,
              "pattern",
              "does not match the pattern",
              value -> pattern.matches(value.toString())));
    }
  }

  private static Rule rule(
      int index, Column column, String name, String what, Condition condition) {
    return new Rule(
        index, condition, new Rejection(Stage.CHECK, name, "\"" + column.name() + "\" " + what));
  }

  private static ValuePattern pattern(Column column) {
    try {
      return ValuePattern.of(column.rules().pattern());
    } catch (IllegalArgumentException e) {
      throw new AzudException(
          ErrorCode.PIPELINE_INVALID,
          "schema \"" + column.name() + "\": the pattern " + e.getMessage());
    }
  }

  @SuppressWarnings("unchecked") // a literal and the column's values have the same class
  private static Comparable<Object> literal(Column column, String text) {
    Optional<Comparable<?>> value = Literals.read(column.type(), text);
    return (Comparable<Object>)
        value.orElseThrow(
            () ->
                new AzudException(
                    ErrorCode.PIPELINE_INVALID,
                    "schema \"" + column.name() + "\": a limit is not a value of its type"));
  }

  /** {@link Verdict#ACCEPTED}, or the rejection of the first rule that does not hold. */
  public Verdict check(Object[] row) {
    for (Rule rule : rules) {
      Object value = row[rule.index];
      if (value != null && !rule.condition.holds(value)) {
        return rule.rejection;
      }
    }
    return Verdict.ACCEPTED;
  }
}
