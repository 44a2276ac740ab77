// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuePatternTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "[A-Z]{2}[0-9]{1}, UA1, UA1x",
        "(?i)yes|no, YES, yess",
        "\\p{L}+, ñandú, a1",
        "\\Q(a{9000}{9000})\\E, (a{9000}{9000}), a",
        "[{(]{3}, {(({, (",
        "[]a]+, a]a, b",
        "(a{3}b){2}, aaabaaab, aaab",
        "(?s).{1000}|x, x, xy"
      })
  void matchesAWholeText(String pattern, String right, String wrong) {
    ValuePattern value = ValuePattern.of(pattern);
    assertThat(value.matches(right.replace("{(({", "{(("))).isTrue();
    assertThat(value.matches(wrong)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[A-Z",
        "(",
        "a)",
        "a(?=b)",
        "(a)\\1",
        "a++",
        "\\h",
        "\\",
        "a{1001}",
        "*",
        "\\p{Nope}"
      })
  void refusesWhatTheEngineCannotRunWithoutRepeatingIt(String pattern) {
    assertThatThrownBy(() -> ValuePattern.of(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("is not a regular expression in RE2's syntax: ")
        .hasMessageNotContaining("Nope");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(((a{50}){50}){50}){50}",
        "((a{100}b{1,100}){100})",
        "(?:[^\\]{]{1000}){1000}",
        "((((a{9}){9}){9}){9}){9}"
      })
  void refusesWhatRepeatsTooMuch(String pattern) {
    assertThatThrownBy(() -> ValuePattern.of(pattern)).hasMessageContaining("repeats too much");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 1_000_000})
  void refusesWhatIsTooLong(int length) {
    assertThatThrownBy(() -> ValuePattern.of("(".repeat(length)))
        .hasMessageContaining("at most 1,000 characters");
  }
}
