// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression that compiles. */
final class Regex {
  private Regex() {}

  static ScalarShape<String> shape() {
    return Scalars.text("a regular expression", (text, directory) -> compiled(text));
  }

  private static String compiled(String text) throws Misfit {
    try {
      Pattern.compile(text);
      return text;
    } catch (PatternSyntaxException e) {
      throw new Misfit(
          "is not a regular expression: "
              + e.getDescription()
              + " at character "
              + (e.getIndex() + 1));
    }
  }
}
