// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.batch.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a pipeline stands as far as the last answers tell; what was never answered is missing.
 *
 * @param arrived positions that the source has ever had, over all partitions
 */
public record PipelineReading(String pipeline, Optional<Long> arrived, List<SinkReading> sinks) {
  public PipelineReading {
    sinks = List.copyOf(sinks);
  }

  /**
   * One sink.
   *
   * @param lag positions that it has still to take
   * @param lagSeconds age of the oldest of them
   * @param freshness the sink holds all that came to the source until then
   * @param counts of the ranges that the sink holds
   */
  public record SinkReading(
      String sink,
      Optional<Long> lag,
      OptionalDouble lagSeconds,
      Optional<Instant> freshness,
      Counts counts) {}
}
