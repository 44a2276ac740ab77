// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.yaml;

/**
 * How a piece of a file is shown in a message: in quotes, on one line, without control characters,
 * cut.
 */
public final class Shown {
  private static final int MAX_LENGTH = 80;

  private Shown() {}

  public static String quoted(String text) {
    StringBuilder shown = new StringBuilder("\"");
    int shownCharacters = 0;
    for (int i = 0; i < text.length() && shownCharacters < MAX_LENGTH; shownCharacters++) {
      int character = text.codePointAt(i);
      append(shown, character);
      i += Character.charCount(character);
      if (shownCharacters == MAX_LENGTH - 1 && i < text.length()) {
        shown.append('…');
      }
    }
    return shown.append('"').toString();
  }

  private static void append(StringBuilder shown, int character) {
    int type = Character.getType(character);
    if (type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE) {
      shown.append(String.format("\\u%04x", character));
    } else {
      shown.appendCodePoint(character);
    }
  }
}
