// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void alignsTextToTheLeftAndNumbersToTheRight() {
    TextTable table =
        new TextTable("carrier", "flights", "late").row("UA", 58_665L, 7).row("Alaska", 714, 1_000);

    assertThat(table.toString().lines())
        .containsExactly(
            "carrier  flights   late", //
            "UA        58,665      7",
            "Alaska       714  1,000");
  }

  @Test
  void alignsAColumnWithTextAndNumbersAsText() {
    assertThat(
            new TextTable("n", "x").row(1, "a").row("-", "b").row(1_000L, "c").toString().lines())
        .containsExactly("n      x", "1      a", "-      b", "1,000  c");
  }

  @Test
  void givesEachCharacterTheRoomItTakesOnATerminal() {
    TextTable table =
        new TextTable("name", "x").row("東京", "a").row("e\u0301te\u0301", "b").row("✈️🛫", "c");

    assertThat(table.toString().lines())
        .startsWith("name  x", "東京  a", "e\u0301te\u0301   b")
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isEqualTo(7));
  }

  @Test
  void leavesNoBlanksAtTheEndOfALine() {
    assertThat(new TextTable("a", "long header").row("1", "").row("2", "x").toString().lines())
        .containsExactly("a  long header", "1", "2  x");
  }

  @Test
  void showsTheHeaderAloneWhenThereAreNoRows() {
    TextTable table = new TextTable("a", "b");

    assertThat(table.isEmpty()).isTrue();
    assertThat(table.toString()).isEqualTo("a  b" + System.lineSeparator());
  }

  @Test
  void isNotEmptyWithARow() {
    assertThat(new TextTable("a").row("x").isEmpty()).isFalse();
  }
}
