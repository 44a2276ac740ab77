// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * A table whose every commit makes one move of a pipeline's state: the move is checked against the
 * metadata that is being replaced, and the new state goes into the metadata that replaces it.
 * {@code DESIGN.md} beside this class gives the reasons.
 */
final class FencedOperations implements TableOperations {
  private final TableOperations table;
  private final String pipeline;
  private final Move move;
  private final Set<Long> tried = new HashSet<>();
  private long made = -1;
  private boolean open;

  FencedOperations(TableOperations table, String pipeline, Move move) {
    this.table = table;
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
      table.commit(base, moved);
    } catch (CommitFailedException e) {
      refuseWhenItTookEffect(snapshot, e);
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

  /**
   * "Failed" lets Iceberg delete what this attempt wrote, so it is believed only when the table
   * agrees. A client that sends a commit twice on its own, because the first reply was lost, is
   * told the same.
   */
  private void refuseWhenItTookEffect(Snapshot made, CommitFailedException failure) {
    TableMetadata now;
    try {
      now = table.refresh();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      throw new CommitStateUnknownException(failure);
    }
    if (now.snapshot(made.snapshotId()) != null) {
      throw new Refused(Refused.Reason.ALREADY_DONE, "the commit took effect", made.snapshotId());
    }
    check(now);
  }

  @Override
  public TableMetadata current() {
    return table.current();
  }

  @Override
  public TableMetadata refresh() {
    return table.refresh();
  }

  @Override
  public FileIO io() {
    return table.io();
  }

  @Override
  public EncryptionManager encryption() {
    return table.encryption();
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return table.metadataFileLocation(fileName);
  }

  @Override
  public LocationProvider locationProvider() {
    return table.locationProvider();
  }

  @Override
  public TableOperations temp(TableMetadata uncommittedMetadata) {
    return table.temp(uncommittedMetadata);
  }

  @Override
  public long newSnapshotId() {
    return table.newSnapshotId();
  }

  /**
   * Only a failure that says that nothing changed allows a clean-up, whatever the table itself
   * would allow.
   */
  @Override
  public boolean requireStrictCleanup() {
    return true;
  }
}
