// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionKey;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Rows in the table's sort order, partition by partition.
 *
 * <p>They are collected in memory up to a limit; each such chunk gives one file for each of its
 * partitions, sorted within. So one file is open at a time, memory is bounded whatever the data,
 * and the rows of one chunk can be brought back into the order in which they came within the same
 * memory. An external sort would give fewer, larger files; compaction gives those too, and without
 * the disk.
 */
final class ClusteredOutput implements RowOutput {
  private final NewFiles files;
  private final RowPartition partitions;
  private final long chunkBytes;
  private final UnsafeProjection copy;
  private final RowBuffer chunk;
  private final List<Comparator<InternalRow>> order;
  private final Map<PartitionKey, Integer> groups = new HashMap<>();
  private final List<PartitionKey> keys = new ArrayList<>();

  private PartitionKey lastKey;
  private int lastGroup;

  /**
   * @param sortBy column names; empty keeps the order in which the rows come
   */
  ClusteredOutput(NewFiles files, List<String> sortBy, long chunkBytes) {
    FileTarget target = files.target();
    this.files = files;
    this.partitions = new RowPartition(target);
    this.chunkBytes = chunkBytes;
    this.copy = UnsafeProjection.create(target.rowType());
    this.chunk = new RowBuffer(target.schema().columns().size());
    this.order = sortBy.isEmpty() ? List.of() : List.of(RowOrder.by(target.rowType(), sortBy));
  }

  @Override
  public void write(InternalRow row) {
    chunk.add(copy.apply(row), groupOf(row));
    if (chunk.bytes() >= chunkBytes) {
      flush();
    }
  }

  private int groupOf(InternalRow row) {
    PartitionKey key = partitions.of(row);
    if (!key.equals(lastKey)) {
      lastKey = key.copy();
      Integer known = groups.get(key);
      lastGroup = known == null ? keys.size() : known;
      if (known == null) {
        groups.put(lastKey, lastGroup);
        keys.add(lastKey);
      }
    }
    return lastGroup;
  }

  private void flush() {
    int[] rows =
        order.isEmpty() ? chunk.byGroup(keys.size()) : chunk.sorted(keys.size(), order.get(0));
    UnsafeRow cursor = new UnsafeRow(files.target().schema().columns().size());
    OpenFile file = null;
    int group = -1;
    for (int index : rows) {
      if (chunk.group(index) != group) {
        if (file != null) {
          files.finish(file);
        }
        group = chunk.group(index);
        file = files.open(files.target().spec().isUnpartitioned() ? null : keys.get(group));
      }
      chunk.show(index, cursor);
      file.write(cursor);
    }
    if (file != null) {
      files.finish(file);
    }
    chunk.clear();
    groups.clear();
    keys.clear();
    lastKey = null;
  }

  @Override
  public void finish() {
    flush();
  }
}
