// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import org.apache.iceberg.exceptions.CommitStateUnknownException;

/**
 * A commit that the table's state does not allow.
 *
 * <p>It is a {@link CommitStateUnknownException} because that is the one exception after which
 * Iceberg deletes nothing: when the reason is that this very commit has already taken effect, the
 * table refers to the files that a clean-up would delete.
 */
final class Refused extends CommitStateUnknownException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  enum Reason {
    /** What was to be done has been done. */
    ALREADY_DONE,
    /** A newer instance has taken over. */
    FENCED,
    /** The table does not stand where it should. */
    HISTORY_CHANGED
  }

  private final Reason reason;
  private final String words;
  private final long snapshot;

  Refused(Reason reason, String words) {
    this(reason, words, -1);
  }

  /**
   * @param snapshot that did what was to be done; -1 when there is none
   */
  Refused(Reason reason, String words, long snapshot) {
    super(words, new IllegalStateException(words));
    this.reason = reason;
    this.words = words;
    this.snapshot = snapshot;
  }

  Reason reason() {
    return reason;
  }

  /** The reason without what {@link CommitStateUnknownException} adds. */
  String words() {
    return words;
  }

  long snapshot() {
    return snapshot;
  }
}
