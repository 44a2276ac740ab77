// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What things may be called. One rule for all of them, because a name ends up in file names, SQL,
 * DAGs and dashboards: whatever could be syntax in one of these is refused here.
 */
final class Names {
  private static final String IDENTIFIER = "[a-z][a-z0-9_]{0,62}";
  private static final Pattern ONE = Pattern.compile(IDENTIFIER);
  static final String RULE =
      ": a lower-case letter, then at most 62 lower-case letters, digits or _";

  private Names() {}

  /** A name of one part. */
  static ScalarShape<String> of(String noun) {
    return Scalars.understood(
        noun, "^" + IDENTIFIER + "$", (text, directory) -> identifier(noun, text));
  }

  /** A table, with or without the namespace that it is in. */
  static ScalarShape<String> table() {
    String noun = "a table name";
    return Scalars.understood(
        noun,
        "^" + IDENTIFIER + "(\\." + IDENTIFIER + ")?$",
        (text, directory) -> {
          String[] parts = text.split("\\.", -1);
          if (parts.length > 2) {
            throw new Misfit("is not a table name: write table or namespace.table");
          }
          for (String part : parts) {
            identifier(noun, part);
          }
          return text;
        });
  }

  static boolean isIdentifier(String text) {
    return ONE.matcher(text).matches();
  }

  private static String identifier(String noun, String text) throws Misfit {
    if (!ONE.matcher(text).matches()) {
      String proposal = proposal(text);
      boolean useful = ONE.matcher(proposal).matches();
      throw new Misfit(
          "is not " + noun + RULE, useful ? " (did you mean \"" + proposal + "\"?)" : "");
    }
    return text;
  }

  /** flightId, Flight-ID and "flight id" all become flight_id. */
  private static String proposal(String text) {
    return text.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .replaceAll("^_+|_+$", "")
        .toLowerCase(Locale.ROOT);
  }
}
