// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as people write it: a whole number and {@code ms}, {@code s}, {@code m}, h or d. */
public final class DurationText {
  static final String PATTERN = "^(0|[1-9][0-9]{0,8})(ms|s|m|h|d)$";
  private static final Pattern PARTS = Pattern.compile(PATTERN);

  private DurationText() {}

  /** Empty when it is none. */
  public static Optional<Duration> parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(parts.group(1));
    return Optional.of(
        switch (parts.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }
}
