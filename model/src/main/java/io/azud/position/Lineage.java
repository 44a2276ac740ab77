// SPDX-License-Identifier: Apache-2.0
package io.azud.position;

import java.util.Locale;

/**
 * How a row's {@code azud_partition} and {@code azud_offset} tell the slice that the row came from.
 *
 * <p>A Kafka record stands at (partition, offset), and so does its slice. A file source deals its
 * files out over {@value #LANES} lanes in the order in which they were found: file {@code n} is
 * number {@code n / LANES} of lane {@code n % LANES}, and its rows stand at (n, row number).
 */
public enum Lineage {
  RECORD {
    @Override
    public int partition(int rowPartition) {
      return rowPartition;
    }

    @Override
    public String rowsOf(Slice slice) {
      return String.format(
          Locale.ROOT,
          "azud_partition = %d AND azud_offset >= %d AND azud_offset < %d",
          slice.partition(),
          slice.start(),
          slice.end());
    }
  },
  FILE {
    @Override
    public int partition(int rowPartition) {
      return rowPartition % LANES;
    }

    @Override
    public String rowsOf(Slice slice) {
      return String.format(
          Locale.ROOT,
          "azud_partition %% %d = %d AND azud_partition >= %d AND azud_partition < %d",
          LANES,
          slice.partition(),
          slice.start() * LANES,
          slice.end() * LANES);
    }
  };

  /**
   * Into how many lanes a file source's files are dealt. Fixed: it is part of what the ledger
   * holds.
   */
  public static final int LANES = 8;

  /**
   * The partition under which sinks keep how far they have taken the redriven dead letters: no
   * source has one of this number. Their rows carry the lineage of the original records.
   */
  public static final int REDRIVE = Integer.MAX_VALUE;

  /** The source partition of a row that carries this {@code azud_partition}. */
  public abstract int partition(int rowPartition);

  /**
   * An SQL condition over {@code azud_partition} and {@code azud_offset} for the rows of a slice.
   */
  public abstract String rowsOf(Slice slice);

  /** The number of the file that stands at {@code ordinal} of {@code lane}. */
  public static int fileNumber(int lane, long ordinal) {
    return Math.toIntExact(ordinal * LANES + lane);
  }
}
