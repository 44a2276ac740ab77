// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.error.AzudException;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.Simple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarReaderTest {

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T12:34:56Z, 2024-02-29T12:34:56Z",
    "2024-02-29 12:34:56Z, 2024-02-29T12:34:56Z",
    "2024-02-29T12:34Z, 2024-02-29T12:34:00Z",
    "2024-02-29T12:34:56.1Z, 2024-02-29T12:34:56.100Z",
    "2024-02-29T12:34:56.123456Z, 2024-02-29T12:34:56.123456Z",
    "2024-02-29T12:34:56.123456000Z, 2024-02-29T12:34:56.123456Z",
    "2024-02-29T12:34:56+02:30, 2024-02-29T10:04:56Z",
    "2024-02-29T12:34:56-0230, 2024-02-29T15:04:56Z",
    "2024-02-29T12:34:56+00, 2024-02-29T12:34:56Z",
    "2024-02-29T12:34:56-18:00, 2024-03-01T06:34:56Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
    "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z"
  })
  void readsTimestampsWithAnOffset(String text, Instant expected) {
    assertThat(read(Simple.TIMESTAMP, "", text)).isEqualTo(micros(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-02-29",
        "2024-02-29T12",
        "2024-02-29T12:34:56",
        "2023-02-29T12:34:56Z",
        "1900-02-29T00:00:00Z",
        "2024-13-01T00:00:00Z",
        "2024-00-01T00:00:00Z",
        "2024-01-00T00:00:00Z",
        "2024-04-31T00:00:00Z",
        "2024-02-29t12:34:56Z",
        "2024-02-29T12:34:56z",
        "2024-02-29  12:34:56Z",
        "2024-02-29T12:34:56 Z",
        "2024-02-29T12:34:56.Z",
        "2024-02-29T12:34:56,5Z",
        "2024-02-29T12:34:56.1234560000Z",
        "2024-02-29T12:34:5Z",
        "2024-02-29T24:00:00Z",
        "2024-02-29T23:60:00Z",
        "2024-02-29T23:59:60Z",
        "2024-02-29T12:34:56+19:00",
        "2024-02-29T12:34:56+18:01",
        "2024-02-29T12:34:56+01:60",
        "2024-02-29T12:34:56+1",
        "2024-02-29T12:34:56+01:0",
        "2024-02-29T12:34:56+01:000",
        "2024-02-29T12:34:56Z ",
        " 2024-02-29T12:34:56Z",
        "2024-02-29T12:34:56ZZ",
        "20240229T123456Z",
        "2024-060T12:34:56Z",
        "2024/02/29T12:34:56Z",
        "２０２４-02-29T12:34:56Z",
        "now"
      })
  void refusesOtherTimestamps(String text) {
    assertRule(Simple.TIMESTAMP, "", text, DecodeRule.BAD_TIMESTAMP);
  }

  @Test
  void readsLocalTimestampsInTheDeclaredZone() {
    assertThat(read(Simple.TIMESTAMP, "Europe/Madrid", "2024-07-01 12:00:00"))
        .isEqualTo(micros(Instant.parse("2024-07-01T10:00:00Z")));
    assertThat(read(Simple.TIMESTAMP, "Europe/Madrid", "2024-07-01T12:00:00Z"))
        .isEqualTo(micros(Instant.parse("2024-07-01T12:00:00Z")));
  }

  @Test
  void takesTheEarlierInstantOfATimeThatComesTwice() {
    assertThat(read(Simple.TIMESTAMP, "Europe/Madrid", "2024-10-27T02:30:00"))
        .isEqualTo(micros(Instant.parse("2024-10-27T00:30:00Z")));
  }

  @Test
  void refusesATimeThatTheClocksSkipped() {
    assertRule(Simple.TIMESTAMP, "Europe/Madrid", "2024-03-31T02:00:00", DecodeRule.BAD_TIMESTAMP);
    assertRule(
        Simple.TIMESTAMP, "Europe/Madrid", "2024-03-31T02:59:59.999999", DecodeRule.BAD_TIMESTAMP);
    assertThat(read(Simple.TIMESTAMP, "Europe/Madrid", "2024-03-31T03:00:00"))
        .isEqualTo(micros(Instant.parse("2024-03-31T01:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Madrid",
        "America/New_York",
        "Pacific/Apia",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Africa/Casablanca"
      })
  void agreesWithJavasRulesNearAndFarFromChanges(String zone) {
    Random random = new Random(3);
    ScalarReader reader = ScalarReader.of(Simple.TIMESTAMP, zone);
    LocalDateTime base = LocalDateTime.of(2011, 12, 30, 0, 0);
    for (int i = 0; i < 50_000; i++) {
      base = i % 500 == 0 ? LocalDateTime.of(1850 + random.nextInt(250), 1, 1, 0, 0) : base;
      LocalDateTime local = base.plusMinutes(random.nextInt(366 * 24 * 60));
      byte[] text = local.toString().getBytes(StandardCharsets.US_ASCII);
      List<ZoneOffset> valid = ZoneId.of(zone).getRules().getValidOffsets(local);
      Object expected = valid.isEmpty() ? "gap" : micros(local.toInstant(valid.get(0)));
      assertThat(readOrGap(reader, text)).as("%s in %s", local, zone).isEqualTo(expected);
    }
  }

  private static Object readOrGap(ScalarReader reader, byte[] text) {
    try {
      return reader.read(text, 0, text.length);
    } catch (BadValue e) {
      return "gap";
    }
  }

  @Test
  void namesAZoneThatDoesNotExist() {
    assertThatThrownBy(() -> ScalarReader.of(Simple.TIMESTAMP, "Europe/Madird"))
        .isInstanceOf(AzudException.class)
        .hasMessageContaining("Europe/Madird");
  }

  @Test
  void countsEveryDayOfTheCalendarAsJavaDoes() {
    ScalarReader reader = ScalarReader.of(Simple.DATE, "");
    LocalDate last = LocalDate.of(9999, 12, 31);
    for (LocalDate day = LocalDate.of(1, 1, 1); !day.isAfter(last); day = day.plusDays(1)) {
      byte[] text = day.toString().getBytes(StandardCharsets.US_ASCII);
      if (!reader.read(text, 0, text.length).equals((int) day.toEpochDay())) {
        assertThat(reader.read(text, 0, text.length))
            .as("%s", day)
            .isEqualTo((int) day.toEpochDay());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-1-01",
        "2024-02-30",
        "2023-02-29",
        "0000-01-01",
        "2024-01-01T",
        "01-01-2024",
        "20240101",
        "2024-01-32"
      })
  void refusesOtherDates(String text) {
    assertRule(Simple.DATE, "", text, DecodeRule.BAD_DATE);
  }

  @Test
  void readsBase64OfEveryLength() {
    Random random = new Random(2);
    for (int length = 0; length < 100; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat((byte[]) read(Simple.BINARY, "", Base64.getEncoder().encodeToString(bytes)))
          .isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "AA",
        "AAA",
        "AB==",
        "AAB=",
        "A===",
        "====",
        "AA=A",
        "AAAA\n",
        "-_8=",
        "AA==AA==",
        "AAA ",
        "ñ=="
      })
  void refusesOtherBase64(String text) {
    assertRule(Simple.BINARY, "", text, DecodeRule.BAD_BINARY);
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN, TRUE",
    "BOOLEAN, 1",
    "BOOLEAN, t",
    "BOOLEAN, ' true'",
    "INT, +1",
    "INT, 01",
    "INT, 1.0",
    "INT, 1e0",
    "INT, ' 1'",
    "INT, '1 '",
    "LONG, 0x1",
    "DOUBLE, NaN",
    "DOUBLE, Infinity",
    "DOUBLE, .5",
    "DOUBLE, 1f",
    "DOUBLE, '1,5'",
    "FLOAT, x"
  })
  void refusesTextOfTheWrongType(Simple type, String text) {
    assertRule(type, "", text, DecodeRule.WRONG_TYPE);
  }

  @Test
  void readsTextOfTheRightType() {
    assertThat(read(Simple.BOOLEAN, "", "true")).isEqualTo(true);
    assertThat(read(Simple.BOOLEAN, "", "false")).isEqualTo(false);
    assertThat(read(Simple.INT, "", "-2147483648")).isEqualTo(Integer.MIN_VALUE);
    assertThat(read(Simple.LONG, "", "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(read(Simple.FLOAT, "", "1.5")).isEqualTo(1.5f);
    assertThat(read(Simple.DOUBLE, "", "-1e-3")).isEqualTo(-0.001);
    assertThat(read(new DataType.DecimalType(4, 2), "", "12.5")).hasToString("12.50");
    assertThat(read(Simple.STRING, "", "ñ")).hasToString("ñ");
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  private static Object read(DataType type, String zone, String text) {
    // Bytes around the text show a reader that looks beyond it.
    byte[] bytes = ("9" + text + "9").getBytes(StandardCharsets.UTF_8);
    return ScalarReader.of(type, zone).read(bytes, 1, bytes.length - 1);
  }

  private static void assertRule(DataType type, String zone, String text, DecodeRule rule) {
    assertThatThrownBy(() -> read(type, zone, text))
        .isInstanceOfSatisfying(BadValue.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }
}
