// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** How far apart the runs of a cron expression are at most. */
final class CronGap {
  private static final int DAYS = 366 * 2;
  private static final LocalDate ANY_LEAP_YEAR = LocalDate.of(2028, 1, 1);
  private static final List<String> MONTHS =
      List.of(
          "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet days;
  private final BitSet months;
  private final BitSet weekdays;
  private final boolean eitherDay;

  private CronGap(String[] fields) {
    minutes = field(fields[0], 0, 59, List.of());
    hours = field(fields[1], 0, 23, List.of());
    days = field(fields[2], 1, 31, List.of());
    months = field(fields[3], 1, 12, MONTHS);
    weekdays = field(fields[4], 0, 7, WEEKDAYS);
    eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
  }

  /**
   * @param cron five fields, checked before
   */
  static Duration longest(String cron) {
    return new CronGap(cron.toLowerCase(Locale.ROOT).split(" ", -1)).longest();
  }

  private Duration longest() {
    Duration longest = Duration.ZERO;
    LocalDateTime before = null;
    for (int i = 0; i < DAYS; i++) {
      LocalDate day = ANY_LEAP_YEAR.plusDays(i);
      if (!runsOn(day)) {
        continue;
      }
      for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
        for (int m = minutes.nextSetBit(0); m >= 0; m = minutes.nextSetBit(m + 1)) {
          LocalDateTime run = day.atTime(hour, m);
          Duration gap = before == null ? Duration.ZERO : Duration.between(before, run);
          longest = gap.compareTo(longest) > 0 ? gap : longest;
          before = run;
        }
      }
    }
    return longest;
  }

  /** Where both kinds of day are restricted, either will do. */
  private boolean runsOn(LocalDate day) {
    int weekday = day.getDayOfWeek().getValue();
    boolean byDay = days.get(day.getDayOfMonth());
    boolean byWeekday = weekdays.get(weekday) || weekday == 7 && weekdays.get(0);
    return months.get(day.getMonthValue()) && (eitherDay ? byDay || byWeekday : byDay && byWeekday);
  }

  private static BitSet field(String text, int min, int max, List<String> names) {
    BitSet values = new BitSet(max + 1);
    for (String item : text.split(",", -1)) {
      String[] stepped = item.split("/", -1);
      int step = stepped.length == 1 ? 1 : Integer.parseInt(stepped[1]);
      String[] ends = stepped[0].split("-", -1);
      boolean all = ends[0].equals("*");
      int first = all ? min : number(ends[0], names);
      int last = all ? max : number(ends[ends.length - 1], names);
      for (int value = first; value <= last; value += step) {
        values.set(value);
      }
    }
    return values;
  }

  private static int number(String text, List<String> names) {
    int named = names.indexOf(text);
    return named >= 0 ? named : Integer.parseInt(text);
  }
}
