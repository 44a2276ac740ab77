// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import io.azud.batch.CommitOutcome;
import io.azud.error.ErrorCode;
import io.azud.spi.SliceReceipt;
import java.util.List;
import java.util.Locale;

/**
 * What became of one batch in one sink.
 *
 * @param bytes of the data files that became visible
 * @param files how many became visible
 */
public record CommitTally(String sink, Outcome outcome, long bytes, long files) {

  /** How a commit can end, as the tallies tell it. */
  public enum Outcome {
    COMMITTED,
    ALREADY_COMMITTED,
    /** The store did not say. */
    UNKNOWN,
    /** A newer instance had taken over. */
    FENCED,
    FAILED;

    /** As the ledger and the metrics write it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static CommitTally of(String sink, CommitOutcome outcome, List<SliceReceipt> receipts) {
    if (outcome instanceof CommitOutcome.AlreadyCommitted) {
      return new CommitTally(sink, Outcome.ALREADY_COMMITTED, 0, 0);
    }
    if (outcome instanceof CommitOutcome.Unknown) {
      return new CommitTally(sink, Outcome.UNKNOWN, 0, 0);
    }
    return new CommitTally(
        sink,
        Outcome.COMMITTED,
        receipts.stream().mapToLong(SliceReceipt::bytes).sum(),
        receipts.stream().mapToLong(receipt -> receipt.files().size()).sum());
  }

  public static CommitTally failed(String sink, ErrorCode code) {
    Outcome outcome =
        code == ErrorCode.FENCED
            ? Outcome.FENCED
            : code == ErrorCode.COMMIT_UNKNOWN ? Outcome.UNKNOWN : Outcome.FAILED;
    return new CommitTally(sink, outcome, 0, 0);
  }
}
