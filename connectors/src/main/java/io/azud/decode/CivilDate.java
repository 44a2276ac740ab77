// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

/**
 * Dates of the proleptic Gregorian calendar, years 0001 to 9999, as days since 1970-01-01.
 *
 * <p>The day count is {@code days_from_civil} of Howard Hinnant's "chrono-Compatible Low-Level Date
 * Algorithms".
 */
final class CivilDate {
  /** Bytes of {@code YYYY-MM-DD}. */
  static final int LENGTH = 10;

  static final int NOT_A_DATE = Integer.MIN_VALUE;

  private CivilDate() {}

  /**
   * Reads {@code YYYY-MM-DD} at {@code at}, which must be readable, or says {@link #NOT_A_DATE}.
   */
  static int read(byte[] bytes, int at) {
    int century = twoDigits(bytes, at);
    int year = century * 100 + twoDigits(bytes, at + 2);
    int month = twoDigits(bytes, at + 5);
    int day = twoDigits(bytes, at + 8);
    // A pair that is not two digits is so negative that no sum with it becomes valid.
    if (century < 0
        || year < 1
        || month < 1
        || month > 12
        || day < 1
        || bytes[at + 4] != '-'
        || bytes[at + 7] != '-'
        || day > 28 && day > daysIn(year, month)) {
      return NOT_A_DATE;
    }
    return daysSinceEpoch(year, month, day);
  }

  /** The number that two ASCII digits make; far below zero when they are not digits. */
  static int twoDigits(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    return (tens | ones | 9 - tens | 9 - ones) < 0 ? -100_000 : tens * 10 + ones;
  }

  private static int daysIn(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  static int daysSinceEpoch(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }
}
