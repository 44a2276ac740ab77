// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import java.math.BigInteger;
import org.apache.spark.sql.types.Decimal;

/**
 * Writes exact numbers: a sign and digits to the base 10,000, the first of which stands at 10,000
 * to the power of {@code weight} ({@code numeric_recv} in PostgreSQL's {@code numeric.c}).
 */
final class NumericEncoder implements ValueEncoder {
  private static final int BASE = 10_000;
  private static final int BASE_DIGITS = 4;
  private static final int NEGATIVE = 0x4000;

  /** 18 decimal digits fit into a long. */
  private static final int LONG_DIGITS = 18;

  /** Four digits to the base 10,000 at a time. */
  private static final BigInteger CHUNK = BigInteger.valueOf(10_000_000_000_000_000L);

  private final int scale;
  private final int fractionDigits;
  private final BigInteger alignment;

  /** The digits of one value, the last one first. */
  private final short[] reversed = new short[24];

  NumericEncoder(int scale) {
    this.scale = scale;
    this.fractionDigits = (scale + BASE_DIGITS - 1) / BASE_DIGITS;
    this.alignment = BigInteger.TEN.pow(fractionDigits * BASE_DIGITS - scale);
  }

  @Override
  public void encode(Object value, CopyBuffer out) {
    Decimal decimal = (Decimal) value;
    boolean negative;
    int digits;
    if (decimal.precision() <= LONG_DIGITS && decimal.scale() == scale) {
      long unscaled = decimal.toUnscaledLong();
      negative = unscaled < 0;
      digits = split(Math.abs(unscaled));
    } else {
      BigInteger unscaled = decimal.toJavaBigDecimal().setScale(scale).unscaledValue();
      negative = unscaled.signum() < 0;
      digits = split(unscaled.abs());
    }
    write(negative, digits, out);
  }

  private int split(long unscaled) {
    int digits = 0;
    long rest = unscaled;
    int partial = scale % BASE_DIGITS;
    if (partial != 0) {
      int width = partial == 1 ? 10 : partial == 2 ? 100 : 1_000;
      reversed[digits++] = (short) (rest % width * (BASE / width));
      rest /= width;
    }
    while (rest != 0 || digits < fractionDigits) {
      reversed[digits++] = (short) (rest % BASE);
      rest /= BASE;
    }
    return digits;
  }

  private int split(BigInteger unscaled) {
    int digits = 0;
    BigInteger rest = unscaled.multiply(alignment);
    while (rest.signum() != 0 || digits < fractionDigits) {
      BigInteger[] parts = rest.divideAndRemainder(CHUNK);
      long chunk = parts[1].longValue();
      for (int i = 0; i < BASE_DIGITS; i++) {
        reversed[digits++] = (short) (chunk % BASE);
        chunk /= BASE;
      }
      rest = parts[0];
    }
    return digits;
  }

  private void write(boolean negative, int digits, CopyBuffer out) {
    int first = digits;
    while (first > 0 && reversed[first - 1] == 0) {
      first--;
    }
    int last = 0;
    while (last < first && reversed[last] == 0) {
      last++;
    }
    int count = first - last;
    out.int32(8 + 2 * count);
    out.int16(count);
    out.int16(count == 0 ? 0 : first - 1 - fractionDigits);
    out.int16(negative ? NEGATIVE : 0);
    out.int16(scale);
    for (int i = first - 1; i >= last; i--) {
      out.int16(reversed[i]);
    }
  }
}
