// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumeralTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "9007199254740992",
        "9007199254740993",
        "-9007199254740993",
        "1e22",
        "1e23",
        "9e22",
        "1e-22",
        "1e-23",
        "0.1",
        "0.30000000000000004",
        "123456789012345678",
        "1234567890123456789",
        "12345678901234567890",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "36893488147419103232",
        "4.9e-324",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "1.7976931348623157e308",
        "0.000000000000000000000001",
        "100000000000000000000000",
        "5e-324",
        "6631236846766476e-316",
        "3.2378839133029012895883524125015321748630e-17",
        "1.00000000000000011102230246251565404236316680908203125",
        "8.41e21",
        "16777217",
        "16777219.5",
        "1.17549435e-38",
        "3.4028234e38",
        "0.3e0",
        "7.038531e-26",
        "1.00000017881393432617187499",
        "1.00000017881393432617187501"
      })
  void roundsFloatingPointOnceAndCorrectly(String text) {
    assertThat(scan(text).toDouble()).isEqualTo(Double.parseDouble(text));
    if (Float.isFinite(Float.parseFloat(text)) && Float.parseFloat(text) != 0) {
      assertThat(scan(text).toFloat()).isEqualTo(Float.parseFloat(text));
    }
  }

  @Test
  void roundsRandomNumbersAsJavaDoes() {
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      String text = randomNumber(random);
      double expected = Double.parseDouble(text);
      if (Double.isFinite(expected) && expected != 0) {
        assertThat(scan(text).toDouble()).as(text).isEqualTo(expected);
      }
      float single = Float.parseFloat(text);
      if (Float.isFinite(single) && single != 0) {
        assertThat(scan(text).toFloat()).as(text).isEqualTo(single);
      }
    }
  }

  private static String randomNumber(Random random) {
    double finite = Double.longBitsToDouble(random.nextLong() & 0xbfff_ffff_ffff_ffffL);
    return switch (random.nextInt(5)) {
      case 0 -> Double.toString(Double.isFinite(finite) ? finite : 1);
      case 1 -> Float.toString(random.nextFloat() * 1e6f);
      case 2 -> Long.toString(random.nextLong()) + "e" + (random.nextInt(60) - 30);
      case 3 ->
          Long.toString(random.nextLong() >>> random.nextInt(60)) + "." + (random.nextLong() >>> 1);
      default -> "-" + random.nextInt(100_000) + "." + random.nextInt(100_000);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", "+1", "01", "-01", "00", ".5", "5.", "5.e1", "1e", "1e+", "e1", "x", "--1", "٣"
      })
  void refusesWhatJsonDoesNotCallANumber(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(new Numeral().scan(bytes, 0, bytes.length)).isEqualTo(Numeral.NOT_A_NUMBER);
  }

  @Test
  void stopsBehindTheNumber() {
    byte[] bytes = "[12.5e1,3]".getBytes(StandardCharsets.US_ASCII);

    assertThat(new Numeral().scan(bytes, 1, bytes.length)).isEqualTo(7);
    assertThat(new Numeral().scan(bytes, 1, 3)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        -1,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1
      })
  void readsEveryLong(long value) {
    assertThat(scan(Long.toString(value)).toLong(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "9999999999999999999",
        "-9999999999999999999",
        "18446744073709551616",
        "18446744073709551617",
        "100000000000000000000000000000"
      })
  void refusesLongsThatWouldWrap(String text) {
    assertThatThrownBy(() -> scan(text).toLong(Long.MIN_VALUE, Long.MAX_VALUE))
        .isInstanceOfSatisfying(
            BadValue.class, e -> assertThat(e.rule()).isEqualTo(DecodeRule.OUT_OF_RANGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e309",
        "-1e309",
        "1e99999999999999999999",
        "1e-324",
        "2e-99999999999",
        "1.8e308"
      })
  void refusesWhatBecomesInfiniteOrZero(String text) {
    assertThatThrownBy(() -> scan(text).toDouble())
        .isInstanceOfSatisfying(
            BadValue.class, e -> assertThat(e.rule()).isEqualTo(DecodeRule.OUT_OF_RANGE));
  }

  @Test
  void readsZeroWithAnyExponent() {
    assertThat(scan("0e99999999999").toDouble()).isZero();
    assertThat(scan("-0.000e-400").toDouble()).isEqualTo(-0.0);
  }

  @Test
  void countsDigitsAndNotTheOtherCharacters() {
    assertThat(scan("-" + "1".repeat(500) + "." + "1".repeat(500) + "e5").significant())
        .isEqualTo(1_000);
    assertThatThrownBy(() -> scan("1".repeat(501) + "." + "1".repeat(500)))
        .isInstanceOfSatisfying(
            BadValue.class, e -> assertThat(e.rule()).isEqualTo(DecodeRule.TOO_LARGE));
  }

  private static Numeral scan(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Numeral number = new Numeral();
    assertThat(number.scan(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    return number;
  }
}
