// SPDX-License-Identifier: Apache-2.0
package io.azud.check;

import io.azud.spi.Verdict;

/** What a value that is not null has to satisfy. */
interface ValueRule {

  /** Satisfied by everything. */
  ValueRule NONE = value -> Verdict.ACCEPTED;

  Verdict check(Object value);

  /** This rule, and then another one. */
  default ValueRule and(ValueRule other) {
    if (this == NONE || other == NONE) {
      return this == NONE ? other : this;
    }
    return value -> {
      Verdict verdict = check(value);
      return verdict == Verdict.ACCEPTED ? other.check(value) : verdict;
    };
  }

  /**
   * @param predicate to be read after the column's name; may show the rule, never the value
   */
  static Verdict.Rejection rejection(String rule, String column, String predicate) {
    return new Verdict.Rejection(
        Verdict.Stage.CHECK, rule, "Column " + column + " " + predicate + ".");
  }
}
