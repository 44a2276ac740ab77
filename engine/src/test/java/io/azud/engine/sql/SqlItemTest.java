// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlItemTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*                               | ALL      |          |",
        "delay                           | COLUMN   | delay    | delay",
        "DELAY AS late                   | COLUMN   | late     | delay",
        "delay > 15 AS late              | COMPUTED | late     | delay",
        "delay + 1 late                  | COMPUTED | late     | delay",
        "CAST(delay AS INT)              | COMPUTED | delay    | delay",
        "address.zip                     | UNKNOWN  |          | address",
        "size(filter(tags, x -> x > 1)) AS n | COMPUTED | n    | tags",
        "upper(carrier)                  | UNNAMED  |          | carrier",
        "a + b                           | UNNAMED  |          | a,b",
        "current_date                    | UNKNOWN  |          |",
        "TIMESTAMP '2013-01-01 00:00:00' | UNKNOWN  |          |",
        "extract(YEAR FROM at) AS y      | COMPUTED | y        | at"
      })
  void tellsWhatItIsCalledAndWhatItLooksAt(
      String text, SqlItem.Kind kind, String name, String columns) {
    SqlItem item = SqlItem.parse(text);
    assertThat(item.kind()).isEqualTo(kind);
    assertThat(item.name()).isEqualTo(name == null ? "" : name);
    assertThat(item.columns())
        .containsExactlyInAnyOrder(columns == null ? new String[0] : columns.split(","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a >> > b", "a +", "'unclosed", "a b c", "a, b", ""})
  void refusesWhatIsNotSqlInOneLine(String text) {
    assertThatThrownBy(() -> SqlItem.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("SQLSTATE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "f(", "CASE WHEN a THEN (", "a + ("})
  void refusesWhatIsNestedTooDeep(String opening) {
    assertThatThrownBy(() -> SqlItem.parse(opening.repeat(500)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too deep");
  }

  @Test
  void readsALongChainOfConditions() {
    SqlItem item = SqlItem.parse("a = 1 OR ".repeat(1_000) + "b = 1");
    assertThat(item.columns()).containsExactlyInAnyOrder("a", "b");
  }
}
