// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/**
 * Copies of rows in a bounded piece of memory, each in a numbered group; they can be read in any
 * order.
 */
final class RowBuffer {
  private static final int PAGE_BYTES = 1 << 20;
  private static final int FIRST_ROWS = 1024;

  private final int columns;
  private byte[] page = new byte[0];
  private int used;
  private long bytes;

  private int size;
  private byte[][] pageOf = new byte[FIRST_ROWS][];
  private int[] at = new int[FIRST_ROWS];
  private int[] length = new int[FIRST_ROWS];
  private int[] group = new int[FIRST_ROWS];

  RowBuffer(int columns) {
    this.columns = columns;
  }

  int size() {
    return size;
  }

  /** How much memory the rows take up. */
  long bytes() {
    return bytes;
  }

  void add(UnsafeRow row, int inGroup) {
    int needed = row.getSizeInBytes();
    if (used + needed > page.length) {
      page = new byte[Math.max(PAGE_BYTES, needed)];
      bytes += page.length;
      used = 0;
    }
    growTo(size + 1);
    row.writeToMemory(page, Platform.BYTE_ARRAY_OFFSET + used);
    pageOf[size] = page;
    at[size] = used;
    length[size] = needed;
    group[size] = inGroup;
    size++;
    used += needed;
  }

  int group(int index) {
    return group[index];
  }

  /** Makes the cursor show a row; it stays valid until {@link #clear}. */
  void show(int index, UnsafeRow cursor) {
    cursor.pointTo(pageOf[index], Platform.BYTE_ARRAY_OFFSET + (long) at[index], length[index]);
  }

  /** The rows' numbers by group, then in the order in which they were added. */
  int[] byGroup(int groups) {
    int[] next = new int[groups + 1];
    for (int i = 0; i < size; i++) {
      next[group[i] + 1]++;
    }
    for (int g = 0; g < groups; g++) {
      next[g + 1] += next[g];
    }
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[next[group[i]]++] = i;
    }
    return order;
  }

  /**
   * The rows' numbers by group, then by the comparator, then in the order in which they were added.
   */
  int[] sorted(int groups, Comparator<InternalRow> rows) {
    int[] order = byGroup(groups);
    UnsafeRow left = new UnsafeRow(columns);
    UnsafeRow right = new UnsafeRow(columns);
    Comparator<Integer> byRow =
        (one, other) -> {
          show(one, left);
          show(other, right);
          return rows.compare(left, right);
        };
    for (int from = 0; from < size; ) {
      int to = from;
      while (to < size && group[order[to]] == group[order[from]]) {
        to++;
      }
      Integer[] some = new Integer[to - from];
      for (int i = from; i < to; i++) {
        some[i - from] = order[i];
      }
      Arrays.sort(some, byRow);
      for (int i = from; i < to; i++) {
        order[i] = some[i - from];
      }
      from = to;
    }
    return order;
  }

  void clear() {
    Arrays.fill(pageOf, 0, size, null);
    page = new byte[0];
    used = 0;
    bytes = 0;
    size = 0;
  }

  private void growTo(int rows) {
    if (rows > at.length) {
      int capacity = at.length * 2;
      pageOf = Arrays.copyOf(pageOf, capacity);
      at = Arrays.copyOf(at, capacity);
      length = Arrays.copyOf(length, capacity);
      group = Arrays.copyOf(group, capacity);
    }
  }
}
