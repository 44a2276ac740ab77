// SPDX-License-Identifier: Apache-2.0
package io.azud.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.Simple;
import io.azud.spi.RowGuard;
import io.azud.spi.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.types.Decimal;
import org.junit.jupiter.api.Test;

class StorableValuesTest {
  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final RowGuard guard =
      new StorableValues(
          List.of(
              Column.required("id", Simple.LONG),
              Column.optional("at", Simple.TIMESTAMP),
              Column.optional("day", Simple.DATE),
              Column.optional("amount", new DecimalType(5, 2))));

  @Test
  void letsThroughWhatTheTableHolds() {
    assertAccepted(1L, null, null, null);
    assertAccepted(1L, FIRST * 1_000_000, day(1, 1, 1), amount("999.99"));
    assertAccepted(1L, LAST * 1_000_000 + 999_999, day(9999, 12, 31), amount("-0.01"));
  }

  @Test
  void rejectsARowWithoutARequiredValue() {
    assertRejected("missing", "id", null, null, null, null);
  }

  @Test
  void rejectsTimesThatReadersCannotShow() {
    assertRejected("out_of_range", "at", 1L, FIRST * 1_000_000 - 1, null, null);
    assertRejected("out_of_range", "at", 1L, (LAST + 1) * 1_000_000, null, null);
    assertRejected("out_of_range", "day", 1L, null, day(1, 1, 1) - 1, null);
    assertRejected("out_of_range", "day", 1L, null, day(9999, 12, 31) + 1, null);
  }

  @Test
  void rejectsADecimalOfAnotherSize() {
    Object wide = Decimal.apply(new BigDecimal("1000.00"), 6, 2);
    Object fine = Decimal.apply(new BigDecimal("0.001"), 5, 3);
    assertRejected("out_of_range", "amount", 1L, null, null, wide);
    assertRejected("out_of_range", "amount", 1L, null, null, fine);
  }

  @Test
  void isAskedOnceWhenTwoSinksHaveIt() {
    List<Column> columns = List.of(Column.required("id", Simple.LONG));

    assertThat(new StorableValues(columns))
        .isEqualTo(new StorableValues(List.copyOf(columns)))
        .hasSameHashCodeAs(new StorableValues(columns))
        .isNotEqualTo(new StorableValues(List.of(Column.optional("id", Simple.LONG))));
  }

  private void assertAccepted(Object... row) {
    assertThat(guard.check(row)).isEqualTo(Verdict.ACCEPTED);
  }

  private void assertRejected(String rule, String column, Object... row) {
    assertThat(guard.check(row))
        .isInstanceOfSatisfying(
            Verdict.Rejection.class,
            rejection -> {
              assertThat(rejection.stage()).isEqualTo(Verdict.Stage.STORE);
              assertThat(rejection.rule()).isEqualTo(rule);
              assertThat(rejection.reason()).contains(column);
            });
  }

  private static int day(int year, int month, int day) {
    return (int) LocalDate.of(year, month, day).toEpochDay();
  }

  private static Object amount(String text) {
    return Decimal.apply(new BigDecimal(text), 5, 2);
  }
}
