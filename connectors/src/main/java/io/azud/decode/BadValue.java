// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import io.azud.spi.Verdict;

/**
 * Carries a rejection from where it is found up to the decoder, which catches it: it never leaves a
 * decoder. Without a stack trace, because a source may hold nothing but bad records.
 */
public final class BadValue extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int UNKNOWN = -1;
  private static final int LONGEST_PATH = 128;

  private final DecodeRule rule;
  private String path = "";
  private int at;

  /**
   * @param predicate what is wrong, to be read after the field's name: {@code is not a whole
   *     number}; never record content
   * @param at the byte in the record
   */
  public BadValue(DecodeRule rule, String predicate, int at) {
    super(predicate, null, false, false);
    this.rule = rule;
    this.at = at;
  }

  /** For readers that see one value and not the record; {@link #at} adds the position. */
  public BadValue(DecodeRule rule, String predicate) {
    this(rule, predicate, UNKNOWN);
  }

  public DecodeRule rule() {
    return rule;
  }

  /** Sets the position unless it is already known. */
  public BadValue at(int position) {
    if (at == UNKNOWN) {
      at = position;
    }
    return this;
  }

  /** Sets the position, for a value that was read from a copy and not from the record itself. */
  public BadValue movedTo(int position) {
    at = position;
    return this;
  }

  /**
   * Puts the name of the enclosing field, or {@code [index]} of the enclosing element, before the
   * path.
   */
  public BadValue within(String step) {
    path = path.isEmpty() || path.startsWith("[") ? step + path : step + "." + path;
    return this;
  }

  public Verdict.Rejection rejection() {
    String shown = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "..." : path;
    String subject = path.isEmpty() ? "The record " : "Field " + shown + " ";
    String where = at == UNKNOWN ? "." : " (byte " + at + ").";
    return new Verdict.Rejection(Verdict.Stage.DECODE, rule.id(), subject + getMessage() + where);
  }
}
