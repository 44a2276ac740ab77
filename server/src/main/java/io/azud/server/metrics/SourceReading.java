// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.spi.Source.Bounds;
import java.time.Instant;
import java.util.Map;

/**
 * What the source said.
 *
 * @param at when it was asked
 * @param sinks what the source knows of the records at the sinks' positions, by sink
 */
record SourceReading(
    Instant at, String identity, Map<Integer, Bounds> bounds, Map<String, Waiting> sinks) {
  SourceReading {
    bounds = Map.copyOf(bounds);
    sinks = Map.copyOf(sinks);
  }

  /** Positions that the source has ever had. */
  long arrived() {
    return bounds.values().stream().mapToLong(Bounds::end).sum();
  }

  /** Positions that it still has. */
  long kept() {
    return bounds.values().stream().mapToLong(bound -> bound.end() - bound.first()).sum();
  }

  /**
   * What a sink has still to take.
   *
   * @param since when the first pending record of each partition that has some came to the source,
   *     or was first seen pending
   * @param newest when the last record that the sink has passed came to the source, in each
   *     partition where that is known
   */
  record Waiting(Map<Integer, Instant> since, Map<Integer, Instant> newest) {
    static final Waiting UNKNOWN = new Waiting(Map.of(), Map.of());

    Waiting {
      since = Map.copyOf(since);
      newest = Map.copyOf(newest);
    }
  }
}
