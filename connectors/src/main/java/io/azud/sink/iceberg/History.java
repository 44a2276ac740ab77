// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** Tells whether the rows that a state speaks of are still in the table. */
final class History {

  private History() {}

  /**
   * Walks from the table's current snapshot to the one that made the state, which must be among its
   * ancestors. Where snapshots have been expired in between, nothing can be said, and nothing is.
   *
   * @throws Refused when the table was rolled back or replaced
   */
  static void check(TableMetadata metadata, LakeState state) {
    if (state.snapshot() < 0) {
      return;
    }
    Snapshot at = metadata.currentSnapshot();
    while (at != null && at.snapshotId() != state.snapshot()) {
      boolean tooOld = at.sequenceNumber() <= state.sequence();
      if (tooOld || at.parentId() == null) {
        throw changed(state);
      }
      Snapshot parent = metadata.snapshot(at.parentId());
      if (parent == null) {
        return;
      }
      at = parent;
    }
    if (at == null) {
      throw changed(state);
    }
  }

  private static Refused changed(LakeState state) {
    return new Refused(
        Refused.Reason.HISTORY_CHANGED,
        "snapshot "
            + state.snapshot()
            + ", which holds the last committed batch, is no longer part of the table's history:"
            + " it was rolled back or replaced");
  }
}
