// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

/** The smallest and the largest lineage among some rows, both included. */
record Span(int firstPartition, long firstOffset, int lastPartition, long lastOffset) {

  static int compare(int partition, long offset, int otherPartition, long otherOffset) {
    int byPartition = Integer.compare(partition, otherPartition);
    return byPartition != 0 ? byPartition : Long.compare(offset, otherOffset);
  }

  boolean endsBefore(Span other) {
    return compare(lastPartition, lastOffset, other.firstPartition, other.firstOffset) < 0;
  }

  Span with(Span other) {
    boolean first =
        compare(firstPartition, firstOffset, other.firstPartition, other.firstOffset) <= 0;
    boolean last = compare(lastPartition, lastOffset, other.lastPartition, other.lastOffset) >= 0;
    return new Span(
        first ? firstPartition : other.firstPartition,
        first ? firstOffset : other.firstOffset,
        last ? lastPartition : other.lastPartition,
        last ? lastOffset : other.lastOffset);
  }

  static int byFirst(Span one, Span other) {
    return compare(one.firstPartition, one.firstOffset, other.firstPartition, other.firstOffset);
  }
}
