// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import java.time.ZoneId;

/**
 * Reads ISO-8601 timestamps as microseconds since the epoch: {@code YYYY-MM-DD}, {@code T} or one
 * space, {@code HH:MM} with optional {@code :SS} and fraction, then {@code Z} or an offset. The
 * offset may be missing when a zone is declared. Belongs to one thread.
 */
final class TimestampReader implements ScalarReader {
  private static final int SHORTEST = "YYYY-MM-DDTHH:MM".length();
  private static final int MICRO_DIGITS = 6;
  private static final int NANO_DIGITS = 9;
  private static final int MAX_OFFSET_SECONDS = 18 * 3600;
  private static final long DAY_SECONDS = 86_400;
  private static final long MIN_SECOND = CivilDate.daysSinceEpoch(1, 1, 1) * DAY_SECONDS;
  private static final long END_SECOND = (CivilDate.daysSinceEpoch(9999, 12, 31) + 1) * DAY_SECONDS;

  private final LocalZone zone;

  private TimestampReader(LocalZone zone) {
    this.zone = zone;
  }

  static TimestampReader withOffset() {
    return new TimestampReader(null);
  }

  static TimestampReader in(ZoneId zone) {
    return new TimestampReader(new LocalZone(zone));
  }

  @Override
  public Long read(byte[] bytes, int from, int to) {
    if (to - from < SHORTEST) {
      throw bad();
    }
    int days = CivilDate.read(bytes, from);
    byte separator = bytes[from + CivilDate.LENGTH];
    int hour = CivilDate.twoDigits(bytes, from + 11);
    int minute = CivilDate.twoDigits(bytes, from + 14);
    int second = 0;
    int micros = 0;
    int at = from + SHORTEST;
    if (at + 3 <= to && bytes[at] == ':') {
      second = CivilDate.twoDigits(bytes, at + 1);
      at += 3;
      if (at < to && bytes[at] == '.') {
        int end = endOfDigits(bytes, at + 1, to);
        micros = micros(bytes, at + 1, end);
        at = end;
      }
    }
    if (days == CivilDate.NOT_A_DATE
        || separator != 'T' && separator != ' '
        || bytes[from + 13] != ':'
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59) {
      throw bad();
    }
    long local = days * DAY_SECONDS + hour * 3600L + minute * 60L + second;
    long utc = local - (at == to ? zoneOffset(local) : offset(bytes, at, to));
    if (utc < MIN_SECOND || utc >= END_SECOND) {
      throw new BadValue(DecodeRule.OUT_OF_RANGE, "is outside the years 0001 to 9999 in UTC");
    }
    return utc * 1_000_000 + micros;
  }

  private static int endOfDigits(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  private static int micros(byte[] bytes, int from, int end) {
    int count = end - from;
    if (count < 1 || count > NANO_DIGITS) {
      throw bad();
    }
    int value = 0;
    for (int i = 0; i < MICRO_DIGITS; i++) {
      value = value * 10 + (i < count ? bytes[from + i] - '0' : 0);
    }
    for (int i = from + MICRO_DIGITS; i < end; i++) {
      if (bytes[i] != '0') {
        throw new BadValue(DecodeRule.INEXACT, "has a fraction finer than a microsecond");
      }
    }
    return value;
  }

  private int zoneOffset(long local) {
    if (zone == null) {
      throw new BadValue(
          DecodeRule.BAD_TIMESTAMP, "has no offset, and its column declares no zone");
    }
    int offset = zone.offsetAt(local);
    if (offset == LocalZone.GAP) {
      throw new BadValue(
          DecodeRule.BAD_TIMESTAMP,
          "does not exist in its column's zone: the clocks were put forward over it");
    }
    return offset;
  }

  /** {@code Z}, {@code +HH}, {@code +HHMM} or {@code +HH:MM} in seconds. */
  private static int offset(byte[] bytes, int at, int to) {
    int length = to - at;
    if (length == 1 && bytes[at] == 'Z') {
      return 0;
    }
    boolean colon = length == 6 && bytes[at + 3] == ':';
    if (bytes[at] != '+' && bytes[at] != '-' || length != 3 && length != 5 && !colon) {
      throw bad();
    }
    int hours = CivilDate.twoDigits(bytes, at + 1);
    int minutes = length == 3 ? 0 : CivilDate.twoDigits(bytes, to - 2);
    int seconds = hours * 3600 + minutes * 60;
    if (hours < 0 || minutes < 0 || minutes > 59 || seconds > MAX_OFFSET_SECONDS) {
      throw bad();
    }
    return bytes[at] == '-' ? -seconds : seconds;
  }

  private static BadValue bad() {
    return new BadValue(DecodeRule.BAD_TIMESTAMP, "is not an ISO-8601 timestamp");
  }
}
