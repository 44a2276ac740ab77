// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.batch.Counts;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline.DeadLetters;
import io.azud.position.Slice;
import java.util.Locale;

/** Counts the records of a slice as they go by. */
final class Tally {
  private long read;
  private long accepted;
  private long rejected;
  private long filtered;
  private long tombstones;
  private long warned;

  void read() {
    read++;
  }

  void accepted() {
    accepted++;
  }

  void rejected() {
    rejected++;
  }

  void filtered() {
    filtered++;
  }

  void tombstone() {
    tombstones++;
  }

  void warned() {
    warned++;
  }

  Counts counts() {
    return new Counts(read, accepted, rejected, filtered, tombstones, warned);
  }

  /** Whether more records are rejected than the pipeline bears. */
  boolean isOver(DeadLetters limit) {
    return read >= DeadLetters.MIN_RECORDS && rejected > read * limit.maxRatio();
  }

  AzudException over(Slice slice, DeadLetters limit) {
    return new AzudException(
        ErrorCode.DEAD_LETTERS_OVER_LIMIT,
        String.format(
            Locale.ROOT,
            "%d of %d records of slice %s are rejected, more than deadLetters.maxRatio %s allows; nothing of the slice was written"
                + " to a sink. Look at the records with 'azud deadletters list', then correct the producer or the schema, or"
                + " raise the ratio",
            rejected,
            read,
            slice,
            limit.maxRatio()));
  }

  /**
   * @throws AzudException {@code BOOKS_UNBALANCED}
   */
  Counts close(Slice slice) {
    Counts counts = counts();
    if (!counts.balances()) {
      throw new AzudException(
          ErrorCode.BOOKS_UNBALANCED,
          "slice " + slice + " does not balance: " + counts + "; nothing of it was written");
    }
    return counts;
  }
}
