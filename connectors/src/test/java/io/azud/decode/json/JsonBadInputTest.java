// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.decode.Decoded;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.Pipeline.UnknownFields;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The inputs of the bad-input table that concern JSON, by their number there, each with its
 * outcome.
 */
class JsonBadInputTest {
  private static final List<Column> CONTRACT =
      List.of(
          Column.optional("i", Simple.INT),
          Column.optional("l", Simple.LONG),
          Column.optional("d", Simple.DOUBLE),
          Column.optional("f", Simple.FLOAT),
          Column.optional("n", new DecimalType(10, 2)),
          Column.optional("s", Simple.STRING),
          Column.optional("b", Simple.BOOLEAN),
          Column.optional("t", Simple.TIMESTAMP),
          new Column(
              "z",
              Simple.TIMESTAMP,
              false,
              new Column.Rules("", "", List.of(), "", "Europe/Madrid", List.of())),
          Column.optional("y", Simple.DATE),
          Column.optional("j", Simple.JSON),
          Column.optional("big", new DecimalType(38, 0)));

  private static Decoded decode(byte[] record) {
    return Decoded.of(new JsonDecoder(CONTRACT, UnknownFields.REJECT), CONTRACT.size(), record);
  }

  private static Decoded decode(String record) {
    return decode(record.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest(name = "row {0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          3  | %20                       | empty
          4  | null                      | not_an_object
          4  | []                        | not_an_object
          4  | 42                        | not_an_object
          4  | "x"                       | not_an_object
          4  | x                         | malformed
          5  | {"i":1} garbage           | trailing_data
          5  | {"i":1}{"i":2}            | trailing_data
          5  | {"i":1}}                  | trailing_data
          6  | {"i":1,"i":2}             | duplicate_key
          6  | {"i":1,"\\u0069":1}       | duplicate_key
          6  | {"j":{"x":1,"x":1}}       | duplicate_key
          6  | {"j":[{"a":{},"\\u0061":2}]} | duplicate_key
          7  | %EF%BB%BF{"i":1}          | accepted
          7  | %EF%BB%BF%EF%BB%BF{"i":1} | malformed
          8  | %FF%FE{%00}%00            | invalid_utf8
          8  | %FE%FF%00{%00}            | invalid_utf8
          8  | {%00}%00                  | invalid_utf8
          8  | %00{%00}                  | invalid_utf8
          8  | {%00%00%00}%00%00%00      | invalid_utf8
          9  | {"s":"%FF"}               | invalid_utf8
          9  | {"s":"%C3"}               | invalid_utf8
          9  | {"s":"%80"}               | invalid_utf8
          9  | {"j":["%FF"]}             | invalid_utf8
          9  | {"j":{"%FF":1}}           | invalid_utf8
          9  | {"s":"%F4%90%80%80"}      | invalid_utf8
          10 | {"s":"%C0%AF"}            | invalid_utf8
          10 | {"s":"%E0%80%AF"}         | invalid_utf8
          10 | {"s":"%F0%80%80%AF"}      | invalid_utf8
          11 | {"s":"%ED%A0%80"}         | invalid_utf8
          12 | {"s":"\\ud800"}           | lone_surrogate
          12 | {"s":"\\ud800\\ud800"}    | lone_surrogate
          12 | {"s":"\\udc00\\ud800"}    | lone_surrogate
          12 | {"j":["\\ud800x"]}        | lone_surrogate
          12 | {"j":{"\\udfff":1}}       | lone_surrogate
          14 | {"s":"a\\u0000b"}         | nul
          14 | {"j":{"a":"\\u0000"}}     | nul
          14 | {"j":{"\\u0000":1}}       | nul
          15 | {"s":"%00"}               | nul
          15 | {"s":"%01"}               | control_character
          15 | {"s":"%0A"}               | control_character
          15 | {"j":"%1F"}               | control_character
          15 | {"i":1%0C}                | malformed
          19 | {"d":NaN}                 | malformed
          19 | {"d":Infinity}            | malformed
          19 | {"d":-Infinity}           | malformed
          19 | {"j":NaN}                 | malformed
          19 | {"d":"NaN"}               | wrong_type
          20 | {"d":1e400}               | out_of_range
          20 | {"d":-1e400}              | out_of_range
          20 | {"f":1e39}                | out_of_range
          20 | {"d":1e-400}              | out_of_range
          20 | {"j":1e1001}              | out_of_range
          22 | {"l":9223372036854775808} | out_of_range
          22 | {"l":-9223372036854775809} | out_of_range
          22 | {"l":18446744073709551617} | out_of_range
          22 | {"i":2147483648}          | out_of_range
          22 | {"i":-2147483649}         | out_of_range
          24 | {"n":0.1000000000000000055511151231257827} | inexact
          25 | {"n":12345678.999}        | inexact
          26 | {"n":123456789}           | out_of_range
          26 | {"big":100000000000000000000000000000000000000} | out_of_range
          27 | {"b":1}                   | wrong_type
          27 | {"i":"1"}                 | wrong_type
          27 | {"b":"true"}              | wrong_type
          27 | {"s":1}                   | wrong_type
          27 | {"n":"1"}                 | wrong_type
          27 | {"b":True}                | malformed
          28 | {"i":01}                  | malformed
          28 | {"i":-01}                 | malformed
          28 | {"i":+1}                  | malformed
          28 | {"d":.5}                  | malformed
          28 | {"d":5.}                  | malformed
          28 | {"d":1e}                  | malformed
          28 | {"i":0x10}                | malformed
          28 | {"i":-}                   | malformed
          28 | {"i":1/*c*/}              | malformed
          28 | {'i':1}                   | malformed
          28 | {"s":'x'}                 | malformed
          28 | {"i":1,}                  | malformed
          28 | {"j":[1,]}                | malformed
          28 | {"j":[,1]}                | malformed
          28 | {i:1}                     | malformed
          28 | {"i" 1}                   | malformed
          28 | {"i":1 "l":2}             | malformed
          28 | {"i":}                    | malformed
          28 | {"i":1                    | malformed
          28 | {"s":"\\x"}               | malformed
          28 | {"s":"\\u12g4"}           | malformed
          29 | {"i":1.0}                 | wrong_type
          29 | {"l":1e2}                 | wrong_type
          31 | {"new":1}                 | unknown_field
          32 | {"I":1}                   | field_case
          32 | {"i":1,"BIG":1}           | field_case
          35 | {"t":"0000-01-01T00:00:00Z"}  | bad_timestamp
          35 | {"t":"10000-01-01T00:00:00Z"} | bad_timestamp
          35 | {"t":"294277-01-01T00:00:00Z"} | bad_timestamp
          35 | {"t":"-0001-01-01T00:00:00Z"} | bad_timestamp
          35 | {"t":"0001-01-01T00:00:00+01:00"} | out_of_range
          35 | {"t":"9999-12-31T23:59:59-01:00"} | out_of_range
          35 | {"y":"0000-12-31"}        | bad_date
          35 | {"y":"10000-01-01"}       | bad_date
          37 | {"t":"2024-01-01T00:00:00.000000001Z"} | inexact
          38 | {"t":1700000000}          | wrong_type
          38 | {"t":1700000000000}       | wrong_type
          38 | {"t":"1700000000"}        | bad_timestamp
          39 | {"t":"2024-01-01T00:00:00"}  | bad_timestamp
          39 | {"z":"2024-03-31T02:30:00"}  | bad_timestamp
          39 | {"t":"2016-12-31T23:59:60Z"} | bad_timestamp
          39 | {"t":"2024-01-01T24:00:00Z"} | bad_timestamp
          39 | {"z":"2024-01-01T02:30:00"}  | accepted
          41 | {"t":"infinity"}          | bad_timestamp
          41 | {"y":"-infinity"}         | bad_date
          """)
  void hasTheOutcomeOfTheTable(int row, String input, String outcome) {
    assertThat(decode(bytes(input)).outcome()).as("row %d", row).isEqualTo(outcome);
  }

  /** The text's bytes, with {@code %XX} for a byte. */
  private static byte[] bytes(String input) {
    StringBuilder hex = new StringBuilder();
    HexFormat format = HexFormat.of();
    for (int i = 0; i < input.length(); i++) {
      boolean escaped = input.charAt(i) == '%';
      hex.append(
          escaped ? input.substring(i + 1, i + 3) : format.toHexDigits((byte) input.charAt(i)));
      i += escaped ? 2 : 0;
    }
    return format.parseHex(hex);
  }

  static Stream<Arguments> largeInputs() {
    String manyKeys =
        IntStream.range(0, 10_001)
            .mapToObj(i -> "\"k" + i + "\":1")
            .collect(Collectors.joining(","));
    return Stream.of(
        Arguments.of(16, "{\"j\":" + "[".repeat(1_001) + "]".repeat(1_001) + "}", "too_deep"),
        Arguments.of(16, "{\"j\":" + "[".repeat(1_000_000), "too_deep"),
        Arguments.of(16, "{\"j\":" + "{\"a\":".repeat(1_000_000), "too_deep"),
        Arguments.of(16, "{\"j\":" + "[".repeat(100) + "]".repeat(100) + "}", "too_deep"),
        Arguments.of(16, "{\"j\":" + "[".repeat(99) + "]".repeat(99) + "}", "accepted"),
        Arguments.of(17, "{\"j\":{" + manyKeys + "}}", "too_large"),
        Arguments.of(
            17, "{\"j\":{" + manyKeys.substring(manyKeys.indexOf(',') + 1) + "}}", "accepted"),
        Arguments.of(17, "{" + manyKeys + "}", "unknown_field"),
        Arguments.of(17, "{\"j\":{\"" + "k".repeat(1 << 20) + "\":1}}", "too_large"),
        Arguments.of(17, "{\"j\":{\"" + "k".repeat(64 << 10) + "\":1}}", "accepted"),
        Arguments.of(18, "{\"s\":\"" + "x".repeat(25_000_000) + "\"}", "too_large"),
        Arguments.of(18, "{\"s\":\"" + "x".repeat(20_000_000) + "\"}", "accepted"),
        Arguments.of(18, "{\"d\":" + "1".repeat(1_001) + "}", "too_large"),
        Arguments.of(18, "{\"l\":" + "1".repeat(1_001) + "}", "too_large"),
        Arguments.of(18, "{\"j\":0." + "1".repeat(1_000) + "}", "too_large"),
        Arguments.of(18, "{\"j\":-0." + "1".repeat(999) + "e-1}", "accepted"),
        Arguments.of(49, "{\"i\":1" + " ".repeat((32 << 20) - 7) + "}", "accepted"),
        Arguments.of(49, "{\"i\":1" + " ".repeat((32 << 20) - 6) + "}", "too_large"));
  }

  @ParameterizedTest(name = "row {0} -> {2}")
  @MethodSource("largeInputs")
  void boundsWhatARecordMayHold(int row, String input, String outcome) {
    assertThat(decode(input).outcome()).as("row %d", row).isEqualTo(outcome);
  }

  @Test
  void row3RejectsAnEmptyValue() {
    assertThat(decode("").outcome()).isEqualTo("empty");
  }

  @Test
  void row13KeepsEveryScriptByteForByte() {
    String text = "😀👩‍👩‍👧 עברית مرحبا e\u0301 \uffff \u2028";

    assertThat(decode("{\"s\":\"" + text + "\"}").text(5)).isEqualTo(text);
    assertThat(decode("{\"s\":\"\\ud83d\\uDE00\"}").text(5)).isEqualTo("😀");
  }

  @Test
  void row21KeepsTheSignOfZero() {
    assertThat(decode("{\"d\":-0.0,\"f\":-0}").values()).contains(-0.0, -0.0f);
    assertThat(decode("{\"i\":-0}").value(0)).isEqualTo(0);
  }

  @Test
  void row23ReadsLongsExactly() {
    assertThat(decode("{\"l\":9007199254740993}").value(1)).isEqualTo(9007199254740993L);
    assertThat(decode("{\"l\":9223372036854775807}").value(1)).isEqualTo(Long.MAX_VALUE);
    assertThat(decode("{\"l\":-9223372036854775808}").value(1)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void row24ReadsDecimalsExactly() {
    assertThat(decode("{\"n\":12345678.99}").text(4)).isEqualTo("12345678.99");
    assertThat(decode("{\"big\":99999999999999999999999999999999999999}").text(11))
        .isEqualTo("9".repeat(38));
  }

  @Test
  void row30RejectsAMissingOrNullRequiredField() {
    JsonDecoder decoder =
        new JsonDecoder(List.of(Column.required("i", Simple.INT)), UnknownFields.REJECT);

    assertThat(Decoded.of(decoder, 1, "{}").reason())
        .isEqualTo("Field i is required and not there (byte 1).");
    assertThat(Decoded.of(decoder, 1, "{\"i\":null}").outcome()).isEqualTo("missing");
  }

  @Test
  void row32KnowsCaseBeyondAsciiUnderEveryPolicy() {
    JsonDecoder decoder =
        new JsonDecoder(List.of(Column.optional("año", Simple.INT)), UnknownFields.IGNORE);

    assertThat(Decoded.of(decoder, 1, "{\"año\":1}").value(0)).isEqualTo(1);
    assertThat(Decoded.of(decoder, 1, "{\"AÑO\":1}").outcome()).isEqualTo("field_case");
    assertThat(Decoded.of(decoder, 1, "{\"ano\":1}").value(0)).isNull();
  }

  @Test
  void row34TakesHostileNamesAsTheyAre() {
    List<String> names = List.of("\"; drop table x; --", "a.b", "", "select", "back\\slash");
    List<Column> columns = names.stream().map(n -> Column.optional(n, Simple.INT)).toList();

    Decoded decoded =
        Decoded.of(
            new JsonDecoder(columns, UnknownFields.REJECT),
            5,
            "{\"\\\"; drop table x; --\":1,\"a.b\":2,\"\":3,\"select\":4,\"back\\\\slash\":5}");

    assertThat(decoded.values()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void row40CountsDaysInTheProlepticGregorianCalendar() {
    assertThat(decode("{\"y\":\"0001-01-01\"}").value(9)).isEqualTo(-719162);
    assertThat(decode("{\"y\":\"1582-10-10\"}").value(9)).isEqualTo(-141432);
    assertThat(decode("{\"t\":\"1899-12-31T23:59:59Z\"}").value(7)).isEqualTo(-2208988801000000L);
  }

  @Test
  void row60ShowsNothingThatWasSent() {
    String forged = "\\r\\n\\u001b[31m${jndi:ldap://x}";

    for (String record :
        List.of("{\"" + forged + "\":1}", "{\"i\":\"" + forged + "\"}", "{\"i\":" + forged + "}")) {
      assertThat(decode(record).reason()).doesNotContain("jndi").matches("[\\x20-\\x7e]{1,256}");
    }
  }
}
