// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.run;

import io.azud.spi.Sink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a running pipeline knows of one sink: where it stands, when it is due, and whether it has
 * failed lately.
 */
final class SinkState {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final Sink sink;
  private final Duration every;
  private final Clock clock;
  private final Map<Integer, Long> positions = new HashMap<>();
  private Instant due = Instant.MIN;
  private boolean known;
  private int failures;

  SinkState(Sink sink, Duration every, Clock clock) {
    this.sink = sink;
    this.every = every;
    this.clock = clock;
  }

  Sink sink() {
    return sink;
  }

  String name() {
    return sink.name();
  }

  /** Whether a pass may include the sink now. */
  boolean isDue() {
    return !clock.instant().isBefore(due);
  }

  /**
   * Whether {@link #positions()} is what the store itself said, moved on by what was committed
   * since.
   */
  boolean isKnown() {
    return known;
  }

  Map<Integer, Long> positions() {
    return positions;
  }

  void stands(Map<Integer, Long> watermarks) {
    positions.clear();
    positions.putAll(watermarks);
    known = true;
  }

  /** The store has to be asked again before the next pass. */
  void stale() {
    known = false;
  }

  void committed(int partition, long end) {
    positions.put(partition, end);
  }

  void passed() {
    failures = 0;
    due = clock.instant().plus(every);
  }

  /**
   * The sink is left alone for a while, longer each time, and its positions are asked for again.
   */
  void failed() {
    known = false;
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 6));
    due = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    failures++;
  }

  int failures() {
    return failures;
  }
}
