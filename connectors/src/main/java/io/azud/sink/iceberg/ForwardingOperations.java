// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** What stands before a table's own operations: everything but the commit is handed on. */
abstract class ForwardingOperations implements TableOperations {
  private final TableOperations table;

  ForwardingOperations(TableOperations table) {
    this.table = table;
  }

  final TableOperations table() {
    return table;
  }

  /**
   * "Failed" lets Iceberg delete what this attempt wrote, so it is believed only when the table
   * agrees. A client that sends a commit twice on its own, because the first reply was lost, is
   * told the same.
   *
   * @return the table as it is now, without that snapshot
   */
  final TableMetadata requireNotDone(Snapshot made, CommitFailedException failure) {
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
    return now;
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
