// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.error.AzudException;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.Simple;
import io.azud.spi.Verdict;
import java.util.List;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class ColumnRulesTest {

  @Test
  void appliesMinAndMaxInclusively() {
    ColumnRules rules = rules(Simple.INT, "-120", "3000", List.of(), "");
    assertThat(rules.check(new Object[] {-120})).isEqualTo(Verdict.ACCEPTED);
    assertThat(rules.check(new Object[] {3000})).isEqualTo(Verdict.ACCEPTED);
    assertThat(ruleOf(rules.check(new Object[] {-121}))).isEqualTo("min");
    assertThat(ruleOf(rules.check(new Object[] {3001}))).isEqualTo("max");
  }

  @Test
  void letsAMissingValuePass() {
    assertThat(rules(Simple.INT, "1", "2", List.of("1"), "").check(new Object[] {null}))
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void comparesDecimalsByValue() {
    ColumnRules rules = rules(new DataType.DecimalType(10, 2), "0.5", "", List.of(), "");
    assertThat(rules.check(new Object[] {Decimal.apply("0.50")})).isEqualTo(Verdict.ACCEPTED);
    assertThat(ruleOf(rules.check(new Object[] {Decimal.apply("0.49")}))).isEqualTo("min");
  }

  @Test
  void comparesTimestampsAsInstants() {
    ColumnRules rules = rules(Simple.TIMESTAMP, "2013-01-01T00:00:00Z", "", List.of(), "");
    assertThat(rules.check(new Object[] {1_356_998_400_000_000L})).isEqualTo(Verdict.ACCEPTED);
    assertThat(ruleOf(rules.check(new Object[] {1_356_998_399_999_999L}))).isEqualTo("min");
  }

  @Test
  void allowsOnlyTheListedValues() {
    ColumnRules rules = rules(Simple.STRING, "", "", List.of("EWR", "JFK"), "");
    assertThat(rules.check(new Object[] {UTF8String.fromString("JFK")}))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(ruleOf(rules.check(new Object[] {UTF8String.fromString("LAX")})))
        .isEqualTo("values");
  }

  @Test
  void matchesThePatternAgainstTheWholeText() {
    ColumnRules rules = rules(Simple.STRING, "", "", List.of(), "[A-Z]{3}");
    assertThat(rules.check(new Object[] {UTF8String.fromString("EWR")}))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(ruleOf(rules.check(new Object[] {UTF8String.fromString("EWRX")})))
        .isEqualTo("pattern");
  }

  @Test
  void refusesALiteralOfAnotherType() {
    assertThatThrownBy(() -> rules(Simple.INT, "many", "", List.of(), ""))
        .isInstanceOf(AzudException.class)
        .hasMessageContaining("not a value of its type");
  }

  private static ColumnRules rules(
      DataType type, String min, String max, List<String> values, String pattern) {
    Column.Rules rules = new Column.Rules(min, max, values, pattern, "", List.of());
    return ColumnRules.compile(List.of(new Column("c", type, false, rules)));
  }

  private static String ruleOf(Verdict verdict) {
    return ((Verdict.Rejection) verdict).rule();
  }
}
