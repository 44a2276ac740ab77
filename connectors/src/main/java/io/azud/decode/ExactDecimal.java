// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import java.math.BigDecimal;
import org.apache.spark.sql.types.Decimal;

/**
 * Reads a number as a decimal of one precision and scale, exactly: what does not fit is refused,
 * never rounded.
 */
public final class ExactDecimal {
  private static final int LONG_DIGITS = 18;
  private static final long[] POWERS = new long[LONG_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= LONG_DIGITS; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final int precision;
  private final int scale;

  public ExactDecimal(int precision, int scale) {
    this.precision = precision;
    this.scale = scale;
  }

  public Decimal of(Numeral number) {
    if (number.significant() == 0) {
      return Decimal.apply(0L, precision, scale);
    }
    if (number.significant() + number.exponent() > precision - scale) {
      throw outOfRange();
    }
    int shift = number.exponent() + scale;
    boolean fitsLong =
        number.significant() <= LONG_DIGITS && number.significant() + shift <= LONG_DIGITS;
    return fitsLong ? small(number, shift) : big(number);
  }

  private Decimal small(Numeral number, int shift) {
    long unscaled = number.digits();
    if (shift >= 0) {
      unscaled *= POWERS[shift];
    } else if (-shift > LONG_DIGITS || unscaled % POWERS[-shift] != 0) {
      throw inexact();
    } else {
      unscaled /= POWERS[-shift];
    }
    return Decimal.apply(number.isNegative() ? -unscaled : unscaled, precision, scale);
  }

  private Decimal big(Numeral number) {
    // With fewer zeros at its end than digits, such a number cannot end before the scale;
    // BigDecimal need not see it.
    if (number.exponent() + number.significant() < -scale) {
      throw inexact();
    }
    BigDecimal value = new BigDecimal(number.text());
    if (value.stripTrailingZeros().scale() > scale) {
      throw inexact();
    }
    return Decimal.apply(value.setScale(scale), precision, scale);
  }

  private BadValue inexact() {
    return new BadValue(
        DecodeRule.INEXACT,
        "has more digits behind the point than decimal(" + precision + "," + scale + ") holds");
  }

  private BadValue outOfRange() {
    return new BadValue(
        DecodeRule.OUT_OF_RANGE, "is too large for decimal(" + precision + "," + scale + ")");
  }
}
