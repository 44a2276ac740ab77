// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.yaml;

import java.util.Comparator;

/**
 * A spot in a text file; line and column count from 1, columns in characters as an editor counts
 * them.
 */
public record Position(int line, int column) implements Comparable<Position> {
  public static final Position START = new Position(1, 1);

  private static final Comparator<Position> IN_READING_ORDER =
      Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

  /** The position behind {@code text}, when the text begins at {@link #START}. */
  static Position behind(CharSequence text) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, Character.codePointCount(text, lineStart, text.length()) + 1);
  }

  @Override
  public int compareTo(Position other) {
    return IN_READING_ORDER.compare(this, other);
  }
}
