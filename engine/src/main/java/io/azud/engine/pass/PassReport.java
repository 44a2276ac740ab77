// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.batch.Counts;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one pass did.
 *
 * @param slices one result for each slice of the batch
 * @param outcomes by sink, of those that took part and did not fail
 * @param failures of sinks and slices
 * @param working time from the plan to the last task's end
 * @param committing time of the commits that the driver made
 */
public record PassReport(
    Batch batch,
    List<SliceResult> slices,
    Map<String, CommitOutcome> outcomes,
    List<SinkFailure> failures,
    Duration working,
    Duration committing) {

  public Counts counts() {
    return slices.stream().map(SliceResult::counts).reduce(Counts.ZERO, Counts::plus);
  }
}
