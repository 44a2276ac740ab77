// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.position.Lineage;
import io.azud.spi.Sink.Recount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Counts a table's rows by source partition from their lineage columns alone. Which offsets were
 * seen is kept as compressed bitmaps, in which a run of consecutive offsets takes a few bytes
 * whatever its length.
 */
final class LakeRecount {
  private final Lineage lineage;
  private final Map<Integer, Long> watermarks;
  private final Map<Integer, Tally> tallies = new HashMap<>();
  private final Map<Integer, Seen> seen = new HashMap<>();

  LakeRecount(Lineage lineage, Map<Integer, Long> watermarks) {
    this.lineage = lineage;
    this.watermarks = watermarks;
    watermarks.keySet().forEach(this::tally);
  }

  Map<Integer, Recount> of(Table table) {
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table)
            .select(LakeSchema.PARTITION, LakeSchema.OFFSET)
            .reuseContainers()
            .build()) {
      for (Record row : rows) {
        count((Integer) row.get(0), (Long) row.get(1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return recounts();
  }

  void count(int rowPartition, long rowOffset) {
    int partition = lineage.partition(rowPartition);
    Tally tally = tally(partition);
    if (position(rowPartition, rowOffset) >= watermarks.getOrDefault(partition, 0L)) {
      tally.beyond++;
      return;
    }
    tally.rows++;
    seen.computeIfAbsent(rowPartition, p -> new Seen()).add(rowOffset);
  }

  /**
   * Where a row stands in its source partition: a file's rows all stand at the file's place in its
   * lane.
   */
  private long position(int rowPartition, long rowOffset) {
    return switch (lineage) {
      case RECORD -> rowOffset;
      case FILE -> rowPartition / Lineage.LANES;
    };
  }

  private Tally tally(int partition) {
    return tallies.computeIfAbsent(partition, p -> new Tally());
  }

  Map<Integer, Recount> recounts() {
    seen.forEach(
        (rowPartition, some) -> tally(lineage.partition(rowPartition)).distinct += some.count());
    Map<Integer, Recount> recounts = new HashMap<>();
    tallies.forEach((p, t) -> recounts.put(p, new Recount(t.rows, t.distinct, t.beyond)));
    return recounts;
  }

  private static final class Tally {
    private long rows;
    private long distinct;
    private long beyond;
  }

  /**
   * A set of offsets, one bitmap for each 2^31 of them. Offsets mostly come in runs, which take a
   * few bytes whatever their length; single ones take at most 16 bits, and where they are dense,
   * one.
   */
  private static final class Seen {
    private static final int BITS = 31;
    private static final long LOW = (1L << BITS) - 1;

    private final Map<Long, RoaringBitmap> parts = new HashMap<>();
    private RoaringBitmap part;
    private long partNumber = -1;
    private long runStart;
    private long runEnd;

    void add(long offset) {
      if (offset == runEnd && (offset & LOW) != 0) {
        runEnd++;
        return;
      }
      endRun();
      runStart = offset;
      runEnd = offset + 1;
    }

    private void endRun() {
      if (runEnd == runStart) {
        return;
      }
      if (runStart >>> BITS != partNumber) {
        partNumber = runStart >>> BITS;
        part = parts.computeIfAbsent(partNumber, n -> new RoaringBitmap());
      }
      long low = runStart & LOW;
      if (runEnd - runStart == 1) {
        part.add((int) low);
      } else {
        part.add(low, low + runEnd - runStart);
      }
      runStart = runEnd;
    }

    long count() {
      endRun();
      return parts.values().stream().mapToLong(RoaringBitmap::getLongCardinality).sum();
    }
  }
}
