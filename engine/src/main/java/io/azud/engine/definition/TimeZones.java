// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.Suggestion;
import java.time.DateTimeException;
import java.time.ZoneId;

/** A time zone that Java knows. */
final class TimeZones {
  private TimeZones() {}

  static ScalarShape<String> shape() {
    return Scalars.text("a time zone", (text, directory) -> known(text));
  }

  private static String known(String text) throws Misfit {
    try {
      return ZoneId.of(text).getId();
    } catch (DateTimeException e) {
      throw new Misfit(
          "is not a time zone, such as Europe/Madrid or UTC",
          Suggestion.didYouMean(text, ZoneId.getAvailableZoneIds()));
    }
  }
}
