// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.position.Slice;
import io.azud.spi.RawRecord;
import io.azud.spi.SliceReceipt;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * A batch whose rows stand in data files, and of which nothing is visible yet.
 *
 * @param batch its id
 */
public record PreparedBatch(
    String batch, String pipeline, String configHash, List<PreparedSlice> slices) {

  public PreparedBatch {
    slices = List.copyOf(slices);
  }

  /**
   * @param sinks that the slice is for
   * @param receipt of the files that hold its rows
   * @param place whose files they are
   * @param tombstones the records without a value
   */
  public record PreparedSlice(
      Slice slice, Set<String> sinks, SliceReceipt receipt, Place place, List<RawRecord> tombstones)
      implements Serializable {}

  /** Where a slice's files stand. */
  public enum Place {
    /** Among the lake's own data files; committing makes them visible. */
    LAKE,
    /** Apart; they are deleted when the slice is loaded. */
    STAGING
  }

  /** This batch as an instance of that epoch commits it. */
  public Batch under(long epoch) {
    return new Batch(
        batch, pipeline, epoch, configHash, slices.stream().map(PreparedSlice::slice).toList());
  }

  public Counts counts() {
    return slices.stream().map(slice -> slice.receipt().counts()).reduce(Counts.ZERO, Counts::plus);
  }
}
