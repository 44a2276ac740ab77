// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.check.ValuePattern;
import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;

/** A regular expression that records can be checked with. */
final class Regex {
  private Regex() {}

  static ScalarShape<String> shape() {
    return Scalars.text("a regular expression", (text, directory) -> compiled(text));
  }

  private static String compiled(String text) throws Misfit {
    try {
      ValuePattern.of(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new Misfit(e.getMessage());
    }
  }
}
