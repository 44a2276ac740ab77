// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import java.util.List;

/**
 * A dashboard.
 *
 * @param uid stays the same for good: links and bookmarks hold it
 */
public record Board(
    String uid, String title, String description, List<Variable> variables, List<Row> rows) {
  public Board {
    variables = List.copyOf(variables);
    rows = List.copyOf(rows);
  }

  /** All panels, in order. */
  public List<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels().stream()).toList();
  }
}
