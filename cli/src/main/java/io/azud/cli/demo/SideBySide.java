// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.demo;

import io.azud.cli.text.DisplayWidth;
import io.azud.cli.text.TextTable;
import java.util.List;
import java.util.stream.IntStream;

/** Two answers to one question, row against row. */
final class SideBySide {
  private static final String BETWEEN = "  |  ";

  private SideBySide() {}

  static String of(List<String> columns, List<List<String>> lake, List<List<String>> postgres) {
    List<String> left = table(columns, lake).lines().toList();
    List<String> right = table(columns, postgres).lines().toList();
    int width = left.stream().mapToInt(DisplayWidth::of).max().orElse(0);
    StringBuilder out = new StringBuilder();
    out.append(padded("the lake says", width)).append(BETWEEN).append("PostgreSQL says\n");
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      String mark =
          i == 0 ? "" : "   " + (rowOf(lake, i).equals(rowOf(postgres, i)) ? "equal" : "DIFFERENT");
      out.append(padded(line(left, i), width))
          .append(BETWEEN)
          .append(padded(line(right, i), width));
      out.append(mark).append('\n');
    }
    return out.toString();
  }

  private static String table(List<String> columns, List<List<String>> answer) {
    TextTable table = new TextTable(columns.toArray(String[]::new));
    for (List<String> row : answer) {
      table.row(
          IntStream.range(0, columns.size())
              .mapToObj(
                  i ->
                      row.get(i).matches("-?[0-9]{1,18}")
                          ? (Object) Long.valueOf(row.get(i))
                          : row.get(i))
              .toArray());
    }
    return table.toString();
  }

  /** The answer's row that stands in a line; the first line is the header. */
  private static List<String> rowOf(List<List<String>> answer, int line) {
    return line <= answer.size() ? answer.get(line - 1) : List.of();
  }

  private static String line(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i) : "";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - DisplayWidth.of(text)));
  }
}
