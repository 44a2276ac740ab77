// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.pipeline.LakeDefinition;
import io.azud.spi.Maintenance;
import io.azud.spi.Maintenance.Waiting;
import io.azud.spi.Upkeep.Expiry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.ExpireSnapshots;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Lets old snapshots go, and the files that only they need. Those stay from which a commit whose
 * outcome is not known is recognised: all from the one that made the pipeline's state on, and from
 * one that holds a batch which still waits to be loaded elsewhere.
 */
final class SnapshotExpiry {
  /** A query may have begun with a snapshot of an hour ago. */
  private static final Duration ALWAYS = Duration.ofHours(1);

  private final Table table;
  private final Maintenance order;
  private final String pipeline;
  private final LakeDefinition.Maintenance keep;

  SnapshotExpiry(Table table, Maintenance order, String pipeline, LakeDefinition.Maintenance keep) {
    this.table = table;
    this.order = order;
    this.pipeline = pipeline;
    this.keep = keep;
  }

  Expiry run() {
    long before = StreamSupport.stream(table.snapshots().spliterator(), false).count();
    long cutoff = cutoff();
    long old =
        table
            .expireSnapshots()
            .expireOlderThan(cutoff)
            .retainLast(keep.minSnapshots())
            .apply()
            .size();
    if (old == 0 || !order.isForReal()) {
      return new Expiry(before, old, 0);
    }
    order.progress().accept("lake: expiring " + old + " of " + before + " snapshots");
    ExpireSnapshots.Result result =
        SparkActions.get()
            .expireSnapshots(table)
            .expireOlderThan(cutoff)
            .retainLast(keep.minSnapshots())
            .execute();
    return new Expiry(before, old, files(result));
  }

  private static long files(ExpireSnapshots.Result result) {
    return result.deletedDataFilesCount()
        + result.deletedPositionDeleteFilesCount()
        + result.deletedEqualityDeleteFilesCount()
        + result.deletedManifestsCount()
        + result.deletedManifestListsCount()
        + result.deletedStatisticsFilesCount();
  }

  /** Snapshots before this moment may go. */
  private long cutoff() {
    return Math.min(byAgeAndNumber(), needed());
  }

  private long byAgeAndNumber() {
    long byAge = order.now().minus(keep.keepSnapshots()).toEpochMilli();
    List<Long> newestFirst = ancestors().stream().map(Snapshot::timestampMillis).toList();
    if (newestFirst.size() <= keep.maxSnapshots()) {
      return byAge;
    }
    long byNumber = newestFirst.get(keep.maxSnapshots() - 1);
    return Math.max(byAge, Math.min(byNumber, order.now().minus(ALWAYS).toEpochMilli()));
  }

  /** The oldest time among the snapshots that must stay; the end of time when there is none. */
  private long needed() {
    Set<String> batches =
        order.waiting().stream().map(Waiting::batch).collect(Collectors.toUnmodifiableSet());
    long state = LakeState.of(table.properties(), pipeline).snapshot();
    List<Snapshot> ancestors = ancestors();
    int last = -1;
    for (int i = 0; i < ancestors.size(); i++) {
      Snapshot snapshot = ancestors.get(i);
      boolean waits = Summary.batchOf(snapshot, pipeline).filter(batches::contains).isPresent();
      last = waits || snapshot.snapshotId() == state ? i : last;
    }
    // Clocks differ: what lies between must not be older than the oldest either.
    return ancestors.subList(0, last + 1).stream()
        .mapToLong(Snapshot::timestampMillis)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private List<Snapshot> ancestors() {
    Snapshot now = table.currentSnapshot();
    return now == null
        ? List.of()
        : StreamSupport.stream(
                SnapshotUtil.ancestorsOf(now.snapshotId(), table::snapshot).spliterator(), false)
            .toList();
  }
}
