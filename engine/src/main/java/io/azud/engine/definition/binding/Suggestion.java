// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant. */
public final class Suggestion {
  private static final int MAX_LENGTH = 64;

  /** The work grows with the product of the file's faults and its names. */
  private static final int MAX_WORDS = 1_000;

  private Suggestion() {}

  /** {@code (did you mean "x"?)} when one of the words is near, otherwise nothing. */
  public static String didYouMean(String word, Collection<String> words) {
    return nearest(word, words).map(near -> " (did you mean \"" + near + "\"?)").orElse("");
  }

  /** The nearest word by edit distance, if it is near enough to be a slip of the finger. */
  static Optional<String> nearest(String word, Collection<String> words) {
    if (word.isEmpty() || word.length() > MAX_LENGTH || words.size() > MAX_WORDS) {
      return Optional.empty();
    }
    String typed = plain(word);
    return words.stream()
        .filter(candidate -> distance(typed, plain(candidate)) <= tolerance(typed, candidate))
        .min(Comparator.comparingInt(candidate -> distance(typed, plain(candidate))));
  }

  /**
   * Case and word separators are what people mix up most: partition_by, partitionby and partitionBy
   * are one word.
   */
  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_\\-. ]", "");
  }

  private static int tolerance(String typed, String candidate) {
    return Math.min(typed.length(), candidate.length()) <= 3
        ? 1
        : Math.max(typed.length(), candidate.length()) / 3;
  }

  /**
   * Edit distance in which swapping two neighbours counts once (Damerau, optimal string alignment).
   */
  static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, i, right, j);
      }
    }
    return cost[left.length()][right.length()];
  }

  private static int cheapest(int[][] cost, String left, int i, String right, int j) {
    int replace = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + replace);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
