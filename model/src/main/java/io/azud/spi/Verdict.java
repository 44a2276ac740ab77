// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

/** What a stage says about one record. */
public sealed interface Verdict {

  /** The record goes on. */
  Verdict ACCEPTED = Passed.ACCEPTED;

  /** The record is left out on purpose. */
  Verdict FILTERED = Passed.FILTERED;

  /** The two verdicts that need no words. */
  enum Passed implements Verdict {
    ACCEPTED,
    FILTERED
  }

  /**
   * The record becomes a dead letter.
   *
   * @param rule a stable name out of a small set, for counting: {@code not_an_object}, {@code
   *     wrong_type}, a check's name
   * @param reason one sentence for a person, with the field's name and where in the record it
   *     stands; never the record's content
   */
  record Rejection(Stage stage, String rule, String reason) implements Verdict {}

  /** Where a record was rejected. */
  enum Stage {
    READ,
    DECODE,
    CHECK,
    TRANSFORM,
    STORE
  }
}
