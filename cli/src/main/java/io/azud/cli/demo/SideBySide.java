// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.demo;

import io.azud.cli.TextTable;
import java.util.ArrayList;
import java.util.List;

/** Two answers to one question, row against row. */
final class SideBySide {
  private SideBySide() {}

  static String of(List<String> columns, List<List<String>> lake, List<List<String>> postgres) {
    List<String> header = new ArrayList<>();
    columns.forEach(column -> header.add("lake: " + column));
    header.add("|");
    columns.forEach(column -> header.add("postgres: " + column));
    header.add("");
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (int i = 0; i < Math.max(lake.size(), postgres.size()); i++) {
      List<String> left = i < lake.size() ? lake.get(i) : List.of();
      List<String> right = i < postgres.size() ? postgres.get(i) : List.of();
      List<Object> row = new ArrayList<>();
      cells(row, left, columns.size());
      row.add("|");
      cells(row, right, columns.size());
      row.add(left.equals(right) ? "equal" : "DIFFERENT");
      table.row(row.toArray());
    }
    return table.toString();
  }

  private static void cells(List<Object> row, List<String> answer, int columns) {
    for (int i = 0; i < columns; i++) {
      String text = i < answer.size() ? answer.get(i) : "-";
      row.add(text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : text);
    }
  }
}
