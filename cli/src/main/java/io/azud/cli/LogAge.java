// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.definition.binding.DurationText;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far back somebody wants to look: an age, or a time. */
final class LogAge {
  private LogAge() {}

  /** Never before 1970, which stores of logs do not know. */
  static Instant earliest(String text, Instant now) {
    Instant earliest = parse(text, now);
    return earliest.isBefore(Instant.EPOCH) ? Instant.EPOCH : earliest;
  }

  private static Instant parse(String text, Instant now) {
    Optional<Duration> age = DurationText.parse(text);
    if (age.isPresent()) {
      return now.minus(age.get());
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new AzudException(
          ErrorCode.USAGE,
          "--since is an age like 90s, 30m, 1h or 2d, or a time like 2026-01-31T12:00:00Z",
          e);
    }
  }
}
