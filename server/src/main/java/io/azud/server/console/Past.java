// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** The samples of the last hour, and what follows from them. Thread-safe. */
final class Past {
  private static final int MOST = 720;
  private static final long RATE_WINDOW = Duration.ofSeconds(60).toMillis();

  private final Deque<Sample> samples = new ArrayDeque<>();

  synchronized void add(Sample sample) {
    if (samples.size() == MOST) {
      samples.removeFirst();
    }
    samples.addLast(sample);
  }

  synchronized Optional<Sample> latest() {
    return Optional.ofNullable(samples.peekLast());
  }

  synchronized List<Sample> all() {
    return List.copyOf(samples);
  }

  /** How many positions a second something has moved during the last minute. */
  synchronized OptionalDouble rate(ToLongFunction<Sample> position) {
    Sample last = samples.peekLast();
    if (last == null || position.applyAsLong(last) == Sample.UNKNOWN) {
      return OptionalDouble.empty();
    }
    for (Sample first : samples) {
      if (last.at() - first.at() <= RATE_WINDOW
          && first.at() < last.at()
          && position.applyAsLong(first) != Sample.UNKNOWN) {
        long moved = position.applyAsLong(last) - position.applyAsLong(first);
        return OptionalDouble.of(Math.max(0, moved) * 1000.0 / (last.at() - first.at()));
      }
    }
    return OptionalDouble.empty();
  }

  /**
   * For how long the oldest record that a sink does not have yet has been in the source, in
   * milliseconds; at least, when it was there before the first sample. Zero when the sink has all.
   */
  synchronized OptionalLong behind(String sink) {
    Sample last = samples.peekLast();
    if (last == null || last.lag(sink) == Sample.UNKNOWN) {
      return OptionalLong.empty();
    }
    if (last.lag(sink) == 0) {
      return OptionalLong.of(0);
    }
    long position = last.position(sink);
    for (Sample sample : samples) {
      if (sample.end() > position) {
        return OptionalLong.of(last.at() - sample.at());
      }
    }
    return OptionalLong.of(0);
  }

  /** Whether a sink has stood still for the last minute although there is something to take. */
  synchronized boolean isStalled(String sink) {
    Sample last = samples.peekLast();
    if (last == null || last.lag(sink) <= 0) {
      return false;
    }
    Sample first = samples.peekFirst();
    return last.at() - first.at() >= RATE_WINDOW
        && rate(sample -> sample.position(sink)).orElse(1) == 0;
  }
}
