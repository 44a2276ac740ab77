// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.decode.Decoded;
import io.azud.error.AzudException;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.ListType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.Pipeline.UnknownFields;
import io.azud.pipeline.SourceDefinition.Csv;
import io.azud.spi.Decoder;
import io.azud.testkit.DecoderContract;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvDecoderTest extends DecoderContract {
  private static final List<Column> CONTRACT =
      List.of(
          Column.required("id", Simple.LONG),
          Column.optional("name", Simple.STRING),
          Column.optional("ratio", Simple.DOUBLE),
          Column.optional("active", Simple.BOOLEAN),
          Column.optional("price", new DecimalType(10, 2)),
          Column.optional("seen_at", Simple.TIMESTAMP),
          Column.optional("extra", Simple.JSON),
          Column.optional("tags", new ListType(Simple.INT)));

  private static final List<Column> STRINGS =
      List.of(Column.optional("a", Simple.STRING), Column.optional("b", Simple.STRING));

  @Override
  protected Decoder decoder() {
    return new CsvDecoder(CONTRACT, UnknownFields.REJECT, Csv.DEFAULT);
  }

  @Override
  protected int columns() {
    return CONTRACT.size();
  }

  @Override
  protected byte[] validRecord() {
    return utf8(
        "1,\"say \"\"canary7f3a\"\",\n"
            + "ñ\",0.5,true,12.5,1970-01-01T00:00:01Z,\"{\"\"a\"\": 1}\",\"[1, 2]\"\r\n");
  }

  @Override
  protected byte[] sparseRecord() {
    return utf8("2,,,,,,,");
  }

  @Override
  protected List<byte[]> badRecords() {
    return List.of(
        utf8(""),
        utf8("canary7f3a,,,,,,,"),
        utf8("1,\"canary7f3a"),
        utf8("1,canary7f3a\",,,,,,"),
        utf8("1,,,canary7f3a,,,,"),
        utf8("1,,,,,canary7f3a,,"),
        utf8("1,,,,,,canary7f3a,"),
        utf8("1,,,,,,\"{\"\"canary7f3a\"\":1,\"\"canary7f3a\"\":1}\","),
        utf8("1,canary7f3a"),
        utf8("1,,,,,,,,canary7f3a"),
        new byte[] {'1', ',', (byte) 0xff, ',', ',', ',', ',', ',', ','});
  }

  @Test
  void readsEachFieldAsItsColumnsType() {
    Decoded decoded = Decoded.of(decoder(), columns(), validRecord());

    assertThat(decoded.values().subList(0, 4))
        .containsExactly(1L, UTF8String.fromString("say \"canary7f3a\",\nñ"), 0.5, true);
    assertThat(decoded.text(4)).isEqualTo("12.50");
    assertThat(decoded.value(5)).isEqualTo(1_000_000L);
    assertThat(decoded.text(6)).isEqualTo("{\"a\": 1}");
    assertThat(decoded.text(7)).isEqualTo("[1,2]");
  }

  @ParameterizedTest(name = "row 47: {0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          x,y           | x/y
          ,             | null/null
          "",           | /null
          "a\\nb",y     | a\\nb/y
          "a\\rb",y     | a\\rb/y
          "a,b",y       | a,b/y
          "a""b",""\""   | a"b/"
          "",""         | /
          a ,\\tb\\n    | a /\\tb
          x,y\\r        | x/y
          x,\\r\\n      | x/null
          \\.,y         | \\./y
          =cmd(),+1     | =cmd()/+1
          \\uFEFFx,y    | x/y
          "x,y          | bad_quoting
          x,"y          | bad_quoting
          x,"y""        | bad_quoting
          x,y"          | bad_quoting
          x,"y"z        | bad_quoting
          x, "y"        | bad_quoting
          x             | field_count
          x,y,          | field_count
          x,y,z         | field_count
          x\\ry,z       | malformed
          x,y\\nz,w     | malformed
          x,y\\n\\n     | malformed
          x,\\0         | nul
          "\\0",y       | nul
          \\uFEFF       | empty
          \\n           | empty
          """)
  void splitsFieldsAsRfc4180Says(String input, String outcome) {
    Decoder decoder = new CsvDecoder(STRINGS, UnknownFields.REJECT, Csv.DEFAULT);

    Decoded decoded = Decoded.of(decoder, 2, unescape(input));

    boolean accepted = outcome.contains("/");
    String shown = accepted ? decoded.text(0) + "/" + decoded.text(1) : decoded.outcome();
    assertThat(shown).isEqualTo(unescape(outcome));
  }

  private static String unescape(String text) {
    return text.replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace("\\0", "\0")
        .replace("\\uFEFF", "\ufeff");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ,,,,,,,                         | missing
          x,,,,,,,                        | wrong_type
          01,,,,,,,                       | wrong_type
          +1,,,,,,,                       | wrong_type
          1.0,,,,,,,                      | wrong_type
          9223372036854775808,,,,,,,      | out_of_range
          "",,,,,,,                       | wrong_type
          1,,NaN,,,,,                     | wrong_type
          1,,1e400,,,,,                   | out_of_range
          1,,,TRUE,,,,                    | wrong_type
          1,,,1,,,,                       | wrong_type
          1,,,,1.234,,,                   | inexact
          1,,,,123456789,,,               | out_of_range
          1,,,,,2024-01-01,,              | bad_timestamp
          1,,,,,,{x},                     | malformed
          1,,,,,,1 2,                     | trailing_data
          1,,,,,,,"[""1""]"               | wrong_type
          1,,,,,,,"[1"                    | malformed
          "1",,"2.5","true",,,null,"null" | accepted
          """)
  void readsTypedTextStrictly(String input, String outcome) {
    assertThat(Decoded.of(decoder(), columns(), input).outcome()).isEqualTo(outcome);
  }

  @Test
  void namesTheFieldAndItsFirstByte() {
    assertThat(Decoded.of(decoder(), columns(), "1,,,,,,,\"[\"\"1\"\"]\"").reason())
        .isEqualTo("Field tags[0] is a string and not a number (byte 8).");
    assertThat(Decoded.of(decoder(), columns(), "1,2").reason())
        .isEqualTo("The record has 2 fields and not 8 (byte 2).");
  }

  @Test
  void findsFieldsByTheHeadersNames() {
    Decoder decoder = new CsvDecoder(STRINGS, UnknownFields.REJECT, Csv.DEFAULT);

    assertThat(Decoded.of(decoder, 2, "1,2", "b", "a").text(0)).isEqualTo("2");
    assertThat(Decoded.of(decoder, 2, "1", "b").values())
        .containsExactly(null, UTF8String.fromString("1"));
    assertThat(Decoded.of(decoder, 2, "1,2").text(0)).isEqualTo("1");
    assertThat(Decoded.of(decoder, 2, "1", "b", "a").outcome()).isEqualTo("field_count");
  }

  @Test
  void rejectsRecordsUnderAHeaderThatDoesNotFit() {
    Decoder decoder = decoder();

    assertThat(Decoded.of(decoder, 8, "1,2", "id", "secret").reason())
        .isEqualTo("The record comes under a header whose name 2 the contract does not have.");
    assertThat(Decoded.of(decoder, 8, "1,2", "id", "NAME").outcome()).isEqualTo("field_case");
    assertThat(Decoded.of(decoder, 8, "1,2", "id", "id").outcome()).isEqualTo("duplicate_key");
    assertThat(Decoded.of(decoder, 8, "x", "name").outcome()).isEqualTo("missing");
    assertThat(Decoded.of(decoder, 8, "1,x", "id", "name").outcome()).isEqualTo("accepted");
  }

  @Test
  void dropsOrKeepsUnknownFields() {
    Column kept = Column.optional("azud_unknown", Simple.JSON);
    Decoder ignoring = new CsvDecoder(STRINGS, UnknownFields.IGNORE, Csv.DEFAULT);
    Decoder keeping =
        new CsvDecoder(List.of(STRINGS.get(0), kept), UnknownFields.KEEP, Csv.DEFAULT);

    assertThat(Decoded.of(ignoring, 2, "1,2", "x", "a").text(0)).isEqualTo("2");
    Decoded decoded = Decoded.of(keeping, 2, "\"q\"\"\n\",1,,ñ", "x\\", "a", "y", "z");
    assertThat(decoded.text(0)).isEqualTo("1");
    assertThat(decoded.text(1)).isEqualTo("{\"x\\\\\":\"q\\\"\\u000a\",\"y\":null,\"z\":\"ñ\"}");
    assertThat(Decoded.of(keeping, 2, "1", "a").value(1)).isNull();
  }

  @Test
  void takesDeclaredTextsAsNull() {
    Column.Rules rules = new Column.Rules("", "", List.of(), "", "", List.of("NA", "-"));
    Decoder decoder =
        new CsvDecoder(
            List.of(
                new Column("n", Simple.INT, false, rules),
                new Column("s", Simple.STRING, true, rules)),
            UnknownFields.REJECT,
            Csv.DEFAULT);

    assertThat(Decoded.of(decoder, 2, "NA,x").value(0)).isNull();
    assertThat(Decoded.of(decoder, 2, "1,-").outcome()).isEqualTo("missing");
  }

  @Test
  void usesTheDeclaredDelimiterAndQuote() {
    Decoder decoder = new CsvDecoder(STRINGS, UnknownFields.REJECT, new Csv('\t', '\'', false));

    assertThat(Decoded.of(decoder, 2, "'it''s\t'\t\"x,\"").values())
        .containsExactly(UTF8String.fromString("it's\t"), UTF8String.fromString("\"x,\""));
  }

  @Test
  void refusesDelimitersThatItCannotTell() {
    for (Csv format :
        List.of(new Csv(',', ',', true), new Csv('\n', '"', true), new Csv('§', '"', true))) {
      assertThatThrownBy(() -> new CsvDecoder(STRINGS, UnknownFields.REJECT, format))
          .isInstanceOf(AzudException.class);
    }
  }

  @Test
  void boundsTheLengthOfAField() {
    byte[] field = new byte[20_000_001 + 1];
    Arrays.fill(field, (byte) 'x');
    field[0] = ',';
    Decoder decoder = new CsvDecoder(STRINGS, UnknownFields.REJECT, Csv.DEFAULT);

    assertThat(Decoded.of(decoder, 2, field).outcome()).isEqualTo("too_large");
    assertThat(Decoded.of(decoder, 2, Arrays.copyOf(field, field.length - 1)).outcome())
        .isEqualTo("accepted");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
