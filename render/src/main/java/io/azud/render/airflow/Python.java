// SPDX-License-Identifier: Apache-2.0
package io.azud.render.airflow;

import java.time.Duration;

/** Python literals. Whatever a text holds, its literal is one string and nothing else. */
final class Python {
  private Python() {}

  static String text(String value) {
    StringBuilder literal = new StringBuilder("\"");
    value.codePoints().forEach(point -> literal.append(escaped(point)));
    return literal.append('"').toString();
  }

  private static String escaped(int point) {
    if (point == '"' || point == '\\') {
      return "\\" + (char) point;
    }
    if (point >= ' ' && point < 0x7f) {
      return String.valueOf((char) point);
    }
    return point > 0xffff ? String.format("\\U%08x", point) : String.format("\\u%04x", point);
  }

  /** The largest unit that holds the duration exactly. */
  static String timedelta(Duration duration) {
    if (duration.toNanosPart() != 0) {
      return "timedelta(milliseconds=" + duration.toMillis() + ")";
    }
    if (duration.toSecondsPart() != 0) {
      return "timedelta(seconds=" + duration.toSeconds() + ")";
    }
    if (duration.toMinutesPart() != 0) {
      return "timedelta(minutes=" + duration.toMinutes() + ")";
    }
    return "timedelta(hours=" + duration.toHours() + ")";
  }
}
