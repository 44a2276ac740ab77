// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

/** How a panel shows its series. */
public enum Look {
  /** One number now. */
  STAT("stat", 4, 4),
  /** Over time. */
  LINES("timeseries", 12, 8),
  /** One bar a series, now. */
  BARS("bargauge", 12, 8),
  /** One line a series, with its labels as columns, now. */
  TABLE("table", 24, 8);

  private final String type;
  private final int width;
  private final int height;

  Look(String type, int width, int height) {
    this.type = type;
    this.width = width;
    this.height = height;
  }

  /** Grafana's name. */
  String type() {
    return type;
  }

  /** Of the 24 columns of a dashboard. */
  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean isInstant() {
    return this == TABLE || this == BARS;
  }
}
