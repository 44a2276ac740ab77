// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

/**
 * How dead letters are redriven.
 *
 * @param which its limit is the largest number of letters that are looked at
 * @param mostTries letters that were redriven in vain this often are left out
 * @param actor who asked for it, for the audit trail
 */
public record RedriveOptions(DeadLetterFilter which, Mode mode, int mostTries, String actor) {
  public static final int DEFAULT_TRIES = 3;
  public static final int DEFAULT_LIMIT = 100_000;

  /** Whether anything changes. */
  public enum Mode {
    /** Only tells what would happen. */
    DRY_RUN,
    FOR_REAL
  }
}
