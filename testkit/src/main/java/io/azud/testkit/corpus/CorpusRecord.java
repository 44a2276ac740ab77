// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit.corpus;

/**
 * A strange record and what becomes of it.
 *
 * @param row its row in the table of bad inputs
 * @param words what kind of record it is; records of one kind with one outcome share them
 * @param shown the record in printable characters
 * @param outcome under the contract of its format in {@link Corpus}
 */
public record CorpusRecord(int row, String words, String shown, byte[] value, Outcome outcome) {

  /** What becomes of a record. */
  public sealed interface Outcome {}

  /**
   * The record is stored, exactly.
   *
   * @param column one of the contract's columns
   * @param text its value; dates are days and timestamps microseconds since 1970 in UTC
   */
  public record Accepted(String column, String text) implements Outcome {}

  /** The record is a dead letter of the stage decode. */
  public record Rejected(String rule, String reason) implements Outcome {}

  public boolean isAccepted() {
    return outcome instanceof Accepted;
  }

  @Override
  public String toString() {
    return "#" + row + " " + words + ": " + shown;
  }
}
