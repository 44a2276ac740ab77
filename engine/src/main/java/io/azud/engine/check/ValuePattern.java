// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that a whole text must match, in RE2's syntax: the time of a match grows
 * with the length of the text and with nothing else. The validation of a file and the checking of
 * records use this one class, so that what is valid also runs. Thread-safe.
 */
public final class ValuePattern {
  static final int MAX_LENGTH = 1_000;

  private final Pattern pattern;

  private ValuePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @throws IllegalArgumentException when the text is no such expression; the message says why,
   *     completes a sentence that begins with the text, and holds nothing of it
   */
  public static ValuePattern of(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "is too long: a regular expression has at most 1,000 characters");
    }
    if (RepeatedSize.of(text) > RepeatedSize.MAX) {
      throw new IllegalArgumentException(
          "repeats too much: its {n}, multiplied where they are nested, come to more than 10,000");
    }
    try {
      return new ValuePattern(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "is not a regular expression in RE2's syntax: " + e.getDescription(), e);
    }
  }

  public boolean matches(String text) {
    return pattern.matches(text);
  }
}
