// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * A table whose every commit makes one move of a pipeline's state: the move is checked against the
 * metadata that is being replaced, and the new state goes into the metadata that replaces it.
 * {@code DESIGN.md} beside this class gives the reasons.
 */
final class FencedOperations extends ForwardingOperations {
  private final String pipeline;
  private final Move move;
  private final Set<Long> tried = new HashSet<>();
  private long made = -1;
  private boolean open;

  FencedOperations(TableOperations table, String pipeline, Move move) {
    super(table);
    this.pipeline = pipeline;
    this.move = move;
  }

  /**
   * The state that a commit on top of this metadata would leave.
   *
   * @throws Refused when there can be no such commit
   */
  LakeState check(TableMetadata base) {
    LakeState now = LakeState.of(base.properties(), pipeline);
    History.check(base, now);
    return move.from(now, base);
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    Snapshot snapshot = metadata.currentSnapshot();
    String state = check(base).at(snapshot).toJson();
    TableMetadata moved =
        TableMetadata.buildFrom(metadata)
            .setProperties(Map.of(LakeState.property(pipeline), state))
            .build();
    tried.add(snapshot.snapshotId());
    open = true;
    try {
      table().commit(base, moved);
    } catch (CommitFailedException e) {
      check(requireNotDone(snapshot, e));
      open = false;
      throw e;
    }
    open = false;
    made = snapshot.snapshotId();
  }

  /** The snapshot that was committed; -1 when none was. */
  long made() {
    return made;
  }

  /** The snapshots that commits were sent with, whatever became of them. */
  Set<Long> tried() {
    return Set.copyOf(tried);
  }

  /** Whether a commit was sent of which it is not known whether it took effect. */
  boolean isOpen() {
    return open;
  }
}
