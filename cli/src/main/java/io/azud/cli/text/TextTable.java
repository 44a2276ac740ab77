// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Aligned columns: text to the left, numbers to the right with their thousands set apart. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<Object>> rows = new ArrayList<>();

  public TextTable(String... header) {
    this.header = List.of(header);
  }

  public TextTable row(Object... cells) {
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = DisplayWidth.of(header.get(i));
      for (List<Object> row : rows) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(text(row.get(i))));
      }
    }
    StringBuilder out = new StringBuilder();
    boolean[] numbers = new boolean[header.size()];
    for (int i = 0; i < numbers.length; i++) {
      int column = i;
      numbers[i] =
          !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column) instanceof Number);
    }
    line(out, new ArrayList<>(header), widths, numbers);
    for (List<Object> row : rows) {
      line(out, row, widths, numbers);
    }
    return out.toString();
  }

  private static void line(StringBuilder out, List<?> cells, int[] widths, boolean[] numbers) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = text(cells.get(i));
      String blank = " ".repeat(widths[i] - DisplayWidth.of(text));
      line.append(i == 0 ? "" : GAP).append(numbers[i] ? blank + text : text + blank);
    }
    out.append(line.toString().stripTrailing()).append(System.lineSeparator());
  }

  private static String text(Object cell) {
    if (cell instanceof Long || cell instanceof Integer) {
      return String.format(Locale.ROOT, "%,d", ((Number) cell).longValue());
    }
    return String.valueOf(cell);
  }
}
