// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far back somebody wants to look: an age, or a time. */
final class LogAge {
  private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([smhd])");

  private LogAge() {}

  static Instant earliest(String text, Instant now) {
    Matcher age = AGE.matcher(text);
    if (age.matches()) {
      return now.minus(duration(Long.parseLong(age.group(1)), age.group(2)));
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

  private static Duration duration(long amount, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
