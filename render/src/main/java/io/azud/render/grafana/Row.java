// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import java.util.List;

/** Panels under one heading. */
public record Row(String title, List<Panel> panels) {
  public Row {
    panels = List.copyOf(panels);
  }
}
