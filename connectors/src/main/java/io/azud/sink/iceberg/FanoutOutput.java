// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionKey;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Rows of a partitioned table, in the order in which they come, with a file open for each
 * partition.
 *
 * <p>That is the fastest way while rows fall into few partitions, as recent events do. When more
 * partitions than {@value #MOST_OPEN} turn up, the rest of the slice is clustered in memory
 * instead, so that neither memory nor the number of files grows with the number of partitions that
 * are written at once.
 */
final class FanoutOutput implements RowOutput {
  private static final int MOST_OPEN = 8;
  private static final int ROWS_BETWEEN_CHECKS = 1000;

  private final NewFiles files;
  private final RowPartition partitions;
  private final Limits limits;
  private final Map<PartitionKey, OpenFile> open = new HashMap<>();

  private PartitionKey lastKey;
  private OpenFile last;
  private int unchecked;
  private ClusteredOutput overflow;

  FanoutOutput(NewFiles files, Limits limits) {
    this.files = files;
    this.partitions = new RowPartition(files.target());
    this.limits = limits;
  }

  @Override
  public void write(InternalRow row) {
    if (overflow != null) {
      overflow.write(row);
      return;
    }
    PartitionKey key = partitions.of(row);
    if (last == null || !key.equals(lastKey)) {
      if (!turnTo(key)) {
        overflow = new ClusteredOutput(files, List.of(), limits.chunkBytes());
        overflow.write(row);
        return;
      }
    }
    last.write(row);
    if (++unchecked == ROWS_BETWEEN_CHECKS) {
      unchecked = 0;
      keepWithinLimits();
    }
  }

  /** Whether there was room for the partition; without, all files are closed. */
  private boolean turnTo(PartitionKey key) {
    OpenFile file = open.get(key);
    if (file == null) {
      if (open.size() == MOST_OPEN) {
        closeAll();
        return false;
      }
      PartitionKey own = key.copy();
      file = files.open(own);
      open.put(own, file);
    }
    lastKey = key.copy();
    last = file;
    return true;
  }

  private void keepWithinLimits() {
    long buffered = 0;
    for (OpenFile file : open.values()) {
      buffered += Math.min(file.length(), limits.rowGroupBytes());
    }
    OpenFile largest =
        open.values().stream().max(Comparator.comparingLong(OpenFile::length)).orElseThrow();
    if (buffered > limits.openBytes() || largest.length() >= limits.fileBytes()) {
      files.finish(largest);
      open.values().remove(largest);
      last = null;
    }
  }

  private void closeAll() {
    Collection<OpenFile> all = List.copyOf(open.values());
    open.clear();
    last = null;
    all.forEach(files::finish);
  }

  @Override
  public void finish() {
    closeAll();
    if (overflow != null) {
      overflow.finish();
    }
  }
}
