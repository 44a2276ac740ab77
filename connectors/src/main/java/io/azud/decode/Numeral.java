// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import java.nio.charset.StandardCharsets;

/**
 * A number in JSON's grammar, scanned once and then read as whatever type a column has. Reused from
 * number to number; belongs to one thread.
 */
public final class Numeral {
  /** What {@link #scan} returns when there is no number. */
  public static final int NOT_A_NUMBER = -1;

  private static final int EXPONENT_CEILING = 1_000_000;
  private static final int EXACT_DIGITS = 19;
  private static final long MAX_EXACT_DOUBLE = 1L << 53;
  private static final long MAX_EXACT_FLOAT = 1L << 24;
  private static final double[] DOUBLE_POWERS = new double[23];
  private static final float[] FLOAT_POWERS = new float[11];

  static {
    for (int i = 0; i < DOUBLE_POWERS.length; i++) {
      DOUBLE_POWERS[i] = Double.parseDouble("1e" + i);
    }
    for (int i = 0; i < FLOAT_POWERS.length; i++) {
      FLOAT_POWERS[i] = Float.parseFloat("1e" + i);
    }
  }

  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private boolean negative;
  private boolean whole;

  /**
   * The digits without the point; wrapped around when there are more than {@link #EXACT_DIGITS}.
   */
  private long digits;

  /** How many digits there are from the first that is not zero. */
  private int significant;

  /** The power of ten by which {@link #digits} is to be multiplied. */
  private int exponent;

  /**
   * Scans the number that starts at {@code from}.
   *
   * @return the index behind it, or {@link #NOT_A_NUMBER}
   */
  public int scan(byte[] source, int from, int to) {
    int at = from;
    boolean minus = at < to && source[at] == '-';
    if (minus) {
      at++;
    }
    int first = at;
    long value = 0;
    int digit;
    while (at < to && (digit = source[at] - '0') >= 0 && digit <= 9) {
      value = value * 10 + digit;
      at++;
    }
    int count = at - first;
    if (count == 0 || count > 1 && source[first] == '0') {
      return NOT_A_NUMBER;
    }
    bytes = source;
    start = from;
    negative = minus;
    digits = value;
    significant = source[first] == '0' ? 0 : count;
    exponent = 0;
    whole = true;
    if (at < to && (source[at] == '.' || (source[at] | 0x20) == 'e')) {
      at = scanRest(at, to);
    }
    end = at;
    if (at - from > Limits.MAX_NUMBER_DIGITS && at != NOT_A_NUMBER) {
      refuseTooManyDigits(count);
    }
    return at;
  }

  private int scanRest(int from, int to) {
    int at = from;
    whole = false;
    if (bytes[at] == '.') {
      int point = at++;
      int digit;
      while (at < to && (digit = bytes[at] - '0') >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        if (significant > 0 || digit != 0) {
          significant++;
        }
        at++;
      }
      exponent = point + 1 - at;
      if (exponent == 0) {
        return NOT_A_NUMBER;
      }
    }
    return at < to && (bytes[at] | 0x20) == 'e' ? scanExponent(at + 1, to) : at;
  }

  private int scanExponent(int from, int to) {
    int at = from;
    boolean minus = at < to && bytes[at] == '-';
    if (minus || at < to && bytes[at] == '+') {
      at++;
    }
    int first = at;
    int value = 0;
    int digit;
    while (at < to && (digit = bytes[at] - '0') >= 0 && digit <= 9) {
      value = Math.min(value * 10 + digit, EXPONENT_CEILING);
      at++;
    }
    exponent += minus ? -value : value;
    return at == first ? NOT_A_NUMBER : at;
  }

  private void refuseTooManyDigits(int wholeDigits) {
    int count = wholeDigits;
    for (int at = start + (negative ? 1 : 0) + wholeDigits;
        at < end && (bytes[at] | 0x20) != 'e';
        at++) {
      count += bytes[at] >= '0' && bytes[at] <= '9' ? 1 : 0;
    }
    if (count > Limits.MAX_NUMBER_DIGITS || end - start > 2 * Limits.MAX_NUMBER_DIGITS) {
      throw new BadValue(
          DecodeRule.TOO_LARGE, "has more than " + Limits.MAX_NUMBER_DIGITS + " digits");
    }
  }

  /**
   * The number as an integer; only digits count as one, so {@code 1.0} and {@code 1e2} are of the
   * wrong type.
   */
  public long toLong(long min, long max) {
    if (!whole) {
      throw new BadValue(DecodeRule.WRONG_TYPE, "is not a whole number written with digits only");
    }
    // 19 digits fit into 64 unsigned bits, so what is out of range shows as the sign.
    boolean fits =
        significant < EXACT_DIGITS
            || significant == EXACT_DIGITS && (digits >= 0 || negative && digits == Long.MIN_VALUE);
    long value = negative ? -digits : digits;
    if (!fits || value < min || value > max) {
      throw new BadValue(DecodeRule.OUT_OF_RANGE, "is outside the range of its integer type");
    }
    return value;
  }

  /**
   * The nearest double. Up to 2^53 and 10^22 both factors are exact, so one operation rounds
   * correctly (Clinger, "How to read floating point numbers accurately", 1990).
   */
  public double toDouble() {
    double value;
    if (isExactUpTo(MAX_EXACT_DOUBLE) && Math.abs(exponent) < DOUBLE_POWERS.length) {
      double whole = negative ? -(double) digits : digits;
      value = exponent < 0 ? whole / DOUBLE_POWERS[-exponent] : whole * DOUBLE_POWERS[exponent];
    } else {
      value = Double.parseDouble(text());
    }
    if (Double.isInfinite(value) || value == 0 && significant > 0) {
      throw outsideFloatingPoint();
    }
    return value;
  }

  /** The nearest float, rounded once from the digits. */
  public float toFloat() {
    float value;
    if (isExactUpTo(MAX_EXACT_FLOAT) && Math.abs(exponent) < FLOAT_POWERS.length) {
      float whole = negative ? -(float) digits : digits;
      value = exponent < 0 ? whole / FLOAT_POWERS[-exponent] : whole * FLOAT_POWERS[exponent];
    } else {
      value = Float.parseFloat(text());
    }
    if (Float.isInfinite(value) || value == 0 && significant > 0) {
      throw outsideFloatingPoint();
    }
    return value;
  }

  private boolean isExactUpTo(long limit) {
    return significant <= EXACT_DIGITS && digits >= 0 && digits <= limit;
  }

  private static BadValue outsideFloatingPoint() {
    return new BadValue(DecodeRule.OUT_OF_RANGE, "is too large or too close to zero for its type");
  }

  boolean isNegative() {
    return negative;
  }

  long digits() {
    return digits;
  }

  int significant() {
    return significant;
  }

  /**
   * The exponent that belongs to {@link #digits}: less than the one written when there are digits
   * behind the point.
   */
  public int exponent() {
    return exponent;
  }

  String text() {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
