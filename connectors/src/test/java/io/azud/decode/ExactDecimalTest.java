// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.spark.sql.types.Decimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactDecimalTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 0",
    "-0.0, 4, 1, 0.0",
    "0e999999999, 4, 1, 0.0",
    "1.5, 3, 2, 1.50",
    "1.50000, 3, 2, 1.50",
    "-9.99, 3, 2, -9.99",
    "15e-1, 3, 2, 1.50",
    "1e2, 3, 0, 100",
    "999999999999999999, 18, 0, 999999999999999999",
    "9999999999999999999, 19, 0, 9999999999999999999",
    "1, 38, 37, 1.0000000000000000000000000000000000000",
    "0.00000000000000000000000000000000000001, 38, 38, 0.00000000000000000000000000000000000001",
    "99999999999999999999999999999999999999, 38, 0, 99999999999999999999999999999999999999",
    "0.100000000000000000000000000000000000000000, 2, 1, 0.1",
    "1000000000000000000000e-20, 3, 1, 10.0"
  })
  void readsWhatFitsExactly(String text, int precision, int scale, String expected) {
    Decimal value = read(text, precision, scale);

    assertThat(value.toJavaBigDecimal()).isEqualTo(new BigDecimal(expected));
    assertThat(value.precision()).isEqualTo(precision);
    assertThat(value.scale()).isEqualTo(scale);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1, 0, OUT_OF_RANGE",
    "1e38, 38, 0, OUT_OF_RANGE",
    "10.00, 3, 2, OUT_OF_RANGE",
    "1e999999999, 38, 0, OUT_OF_RANGE",
    "0.001, 3, 2, INEXACT",
    "1.005, 3, 2, INEXACT",
    "1e-999999999, 38, 38, INEXACT",
    "0.000000000000000000000000000000000000001, 38, 38, INEXACT",
    "0.1000000000000000055511151231257827, 38, 33, INEXACT",
    "12345678901234567890.1, 38, 0, INEXACT"
  })
  void refusesWhatDoesNotFit(String text, int precision, int scale, DecodeRule rule) {
    assertThatThrownBy(() -> read(text, precision, scale))
        .isInstanceOfSatisfying(BadValue.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  @Test
  void agreesWithBigDecimalOnRandomNumbers() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      int precision = 1 + random.nextInt(38);
      int scale = random.nextInt(precision + 1);
      String text =
          (random.nextLong() >> random.nextInt(64))
              + "."
              + (random.nextLong() >>> 1 + random.nextInt(63))
              + (random.nextBoolean() ? "000" : "")
              + "e"
              + (random.nextInt(30) - 15);
      BigDecimal exact = new BigDecimal(text);
      boolean fits =
          exact.stripTrailingZeros().scale() <= scale
              && (exact.signum() == 0 || exact.setScale(scale).precision() <= precision);
      assertThat(readOrNull(text, precision, scale))
          .as("%s as decimal(%d,%d)", text, precision, scale)
          .isEqualTo(fits ? exact.setScale(scale) : null);
    }
  }

  private static BigDecimal readOrNull(String text, int precision, int scale) {
    try {
      return read(text, precision, scale).toJavaBigDecimal();
    } catch (BadValue e) {
      return null;
    }
  }

  private static Decimal read(String text, int precision, int scale) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    Numeral number = new Numeral();
    assertThat(number.scan(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    return new ExactDecimal(precision, scale).of(number);
  }
}
