// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.function.Consumer;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * A table whose every commit leaves a pipeline's state as it is, with the snapshot that made it:
 * for maintenance, which may rewrite and drop everything else. {@code DESIGN.md} beside this class
 * gives the reasons.
 */
final class KeptOperations extends ForwardingOperations {
  private final String pipeline;
  private final Consumer<Snapshot> made;

  /**
   * @param made hears of each new snapshot
   */
  KeptOperations(TableOperations table, String pipeline, Consumer<Snapshot> made) {
    super(table);
    this.pipeline = pipeline;
    this.made = made;
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    requireKept(base, metadata);
    Snapshot snapshot = metadata.currentSnapshot();
    boolean isNew = snapshot != null && base.snapshot(snapshot.snapshotId()) == null;
    try {
      table().commit(base, metadata);
    } catch (CommitFailedException e) {
      if (isNew) {
        requireNotDone(snapshot, e);
      }
      throw e;
    }
    if (isNew) {
      made.accept(snapshot);
    }
  }

  /** What this throws lets Iceberg delete nothing. */
  private void requireKept(TableMetadata base, TableMetadata metadata) {
    LakeState before = LakeState.of(base.properties(), pipeline);
    History.check(base, before);
    boolean same = before.equals(LakeState.of(metadata.properties(), pipeline));
    boolean there =
        base.snapshot(before.snapshot()) == null || metadata.snapshot(before.snapshot()) != null;
    if (!same || !there) {
      throw new AzudException(
          ErrorCode.INTERNAL,
          "maintenance was about to change what the lake knows of pipeline "
              + pipeline
              + "; nothing was changed");
    }
  }
}
