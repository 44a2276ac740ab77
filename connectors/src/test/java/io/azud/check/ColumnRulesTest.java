// SPDX-License-Identifier: Apache-2.0
package io.azud.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.decode.ScalarReader;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.Column.Rules;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.ListType;
import io.azud.pipeline.DataType.MapType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.DataType.StructType;
import io.azud.spi.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnRulesTest {

  @ParameterizedTest
  @CsvSource({
    "INT, -1, 5, -1, accepted",
    "INT, -1, 5, -2, min",
    "INT, -1, 5, 6, max",
    "LONG, 0, '', 9223372036854775807, accepted",
    "LONG, 0, '', -1, min",
    "FLOAT, 0.5, 1, 0.25, min",
    "DOUBLE, 0, 1e3, -0.0, accepted",
    "DOUBLE, 0, 1e3, 1000.5, max",
    "DATE, 2000-01-01, 2000-12-31, 2001-01-01, max",
    "DATE, 2000-01-01, 2000-12-31, 2000-12-31, accepted",
    "TIMESTAMP, 2000-01-01T00:00:00Z, '', 1999-12-31T23:59:59Z, min",
    "STRING, a, m, z, max",
    "STRING, a, m, ma, max",
    "STRING, a, m, m, accepted"
  })
  void keepsValuesWithinTheirLimits(
      Simple type, String min, String max, String value, String outcome) {
    assertThat(check(type, new Rules(min, max, List.of(), "", "", List.of()), value))
        .isEqualTo(outcome);
  }

  @Test
  void comparesDecimalsByValue() {
    Rules rules = new Rules("0.5", "10", List.of("1", "2.50"), "", "", List.of());

    assertThat(check(new DecimalType(5, 2), rules, "2.5")).isEqualTo("accepted");
    assertThat(check(new DecimalType(5, 2), rules, "0.49")).isEqualTo("min");
    assertThat(check(new DecimalType(5, 2), rules, "3")).isEqualTo("values");
  }

  @ParameterizedTest
  @CsvSource({
    "STRING, a;b, b, accepted",
    "STRING, a;b, c, values",
    "INT, 1;2, 2, accepted",
    "INT, 1;2, 3, values",
    "BOOLEAN, true, false, values",
    "DOUBLE, 0;1, -0.0, accepted"
  })
  void allowsOnlyTheDeclaredValues(Simple type, String values, String value, String outcome) {
    Rules rules = new Rules("", "", List.of(values.split(";")), "", "", List.of());

    assertThat(check(type, rules, value)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "'[A-Z]{2}', UA, accepted",
    "'[A-Z]{2}', UAX, pattern",
    "'[A-Z]{2}', xUA, pattern",
    "'a|ab', ab, accepted",
    "'.', ñ, accepted",
    "'\\p{L}+', añb, accepted"
  })
  void matchesThePatternWithTheWholeText(String pattern, String value, String outcome) {
    Rules rules = new Rules("", "", List.of(), pattern, "", List.of());

    assertThat(check(Simple.STRING, rules, value)).isEqualTo(outcome);
  }

  @Test
  void isNotSlowedDownByAPatternThatBacktracks() {
    Rules rules = new Rules("", "", List.of(), "(a+)+b", "", List.of());

    String outcome =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(30), () -> check(Simple.STRING, rules, "a".repeat(5_000)));

    assertThat(outcome).isEqualTo("pattern");
  }

  @Test
  void acceptsMissingValuesAndColumnsWithoutRules() {
    Rules rules = new Rules("1", "", List.of(), "", "", List.of());
    ColumnRules compiled =
        ColumnRules.compile(
            List.of(
                Column.optional("free", Simple.INT), new Column("n", Simple.INT, false, rules)));

    assertThat(compiled.check(new Object[] {-5, null})).isEqualTo(Verdict.ACCEPTED);
    assertThat(compiled.isEmpty()).isFalse();
    assertThat(ColumnRules.compile(List.of(Column.optional("free", Simple.INT))).isEmpty())
        .isTrue();
  }

  @Test
  void namesTheColumnAndTheRuleButNotTheValue() {
    Rules rules = new Rules("-120", "", List.of(), "", "", List.of());
    ColumnRules compiled =
        ColumnRules.compile(List.of(new Column("delay_min", Simple.INT, false, rules)));

    assertThat(compiled.check(new Object[] {-777}))
        .isEqualTo(
            new Verdict.Rejection(
                Verdict.Stage.CHECK, "min", "Column delay_min is below its min -120."));
  }

  @Test
  void looksIntoStructsListsAndMaps() {
    Rules rules = new Rules("1", "", List.of(), "", "", List.of());
    DataType struct = new StructType(List.of(new Column("n", Simple.INT, false, rules)));
    ColumnRules compiled =
        ColumnRules.compile(
            List.of(
                Column.optional("s", struct),
                Column.optional("l", new ListType(struct)),
                Column.optional("m", new MapType(struct))));
    Object good = new GenericInternalRow(new Object[] {1});
    Object bad = new GenericInternalRow(new Object[] {0});

    assertThat(compiled.check(new Object[] {good, list(good, null), map(good)}))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(reason(compiled.check(new Object[] {bad, null, null})))
        .startsWith("Column s.n is below");
    assertThat(reason(compiled.check(new Object[] {null, list(good, bad), null})))
        .startsWith("Column l.n is below");
    assertThat(reason(compiled.check(new Object[] {null, null, map(bad)})))
        .startsWith("Column m.n is below");
  }

  private static GenericArrayData list(Object... elements) {
    return new GenericArrayData(elements);
  }

  private static ArrayBasedMapData map(Object value) {
    return new ArrayBasedMapData(list(UTF8String.fromString("k")), list(value));
  }

  private static String reason(Verdict verdict) {
    return ((Verdict.Rejection) verdict).reason();
  }

  @ParameterizedTest
  @CsvSource({
    "INT, x, '', '', ''",
    "INT, '', 1.5, '', ''",
    "INT, 5, 1, '', ''",
    "INT, '', '', x, ''",
    "INT, '', '', '', a+",
    "BOOLEAN, true, '', '', ''",
    "JSON, '', '', x, ''",
    "BINARY, AA==, '', '', ''",
    "DATE, 2024-02-30, '', '', ''",
    "TIMESTAMP, 2024-01-01T00:00:00, '', '', ''",
    "STRING, '', '', '', (",
    "STRING, '', '', '', '(?=a)a'"
  })
  void refusesRulesThatDoNotSuitTheColumn(
      Simple type, String min, String max, String value, String pattern) {
    List<String> values = value.isEmpty() ? List.of() : List.of(value);
    Column column =
        new Column("c", type, false, new Rules(min, max, values, pattern, "", List.of()));

    assertThatThrownBy(() -> ColumnRules.compile(List.of(column)))
        .isInstanceOfSatisfying(
            AzudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE_INVALID))
        .hasMessageStartingWith("Column c: ");
  }

  private static String check(DataType type, Rules rules, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Object decoded = ScalarReader.of(type, "").read(bytes, 0, bytes.length);
    Verdict verdict =
        ColumnRules.compile(List.of(new Column("c", type, false, rules)))
            .check(new Object[] {decoded});
    return verdict instanceof Verdict.Rejection rejection ? rejection.rule() : "accepted";
  }
}
