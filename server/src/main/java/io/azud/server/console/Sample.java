// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import java.util.Map;
import java.util.Optional;

/**
 * Where a pipeline stood at one moment. Positions are added up over all partitions.
 *
 * @param at milliseconds since the epoch
 * @param end the end of the source; -1 when it did not say
 */
record Sample(long at, long end, Map<String, Sink> sinks, Optional<Trouble> source) {
  static final long UNKNOWN = -1;

  /**
   * One sink in it.
   *
   * @param position {@link #UNKNOWN} when the sink did not say
   * @param lag {@link #UNKNOWN} when sink or source did not say
   */
  record Sink(long position, long lag, Optional<Trouble> trouble) {}

  long position(String sink) {
    Sink found = sinks.get(sink);
    return found == null ? UNKNOWN : found.position();
  }

  long lag(String sink) {
    Sink found = sinks.get(sink);
    return found == null ? UNKNOWN : found.lag();
  }
}
