// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * A half-open range of time.
 *
 * @param from microseconds since the epoch, inclusive
 * @param to microseconds since the epoch, exclusive
 */
record TimeRange(long from, long to) implements Serializable {
  static final long MICROS_PER_DAY = 86_400_000_000L;

  static TimeRange of(LocalDate from, LocalDate to) {
    return new TimeRange(from.toEpochDay() * MICROS_PER_DAY, to.toEpochDay() * MICROS_PER_DAY);
  }

  static long micros(OffsetDateTime time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
  }

  boolean contains(long micros) {
    return micros >= from && micros < to;
  }

  boolean overlaps(TimeRange other) {
    return from < other.to && other.from < to;
  }
}
