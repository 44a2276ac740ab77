// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.batch.Counts;
import io.azud.position.Slice;
import io.azud.spi.RawRecord;
import io.azud.spi.SliceReceipt;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a task tells the driver about its slice.
 *
 * @param receipts by sink, for those that got the slice whole
 * @param failures of the others
 * @param tombstones the records without a value, when the rows are kept for a later load
 */
public record SliceResult(
    Slice slice,
    Counts counts,
    Map<String, SliceReceipt> receipts,
    List<SinkFailure> failures,
    List<RawRecord> tombstones)
    implements Serializable {
  public SliceResult {
    receipts = Map.copyOf(receipts);
    failures = List.copyOf(failures);
    tombstones = List.copyOf(tombstones);
  }
}
