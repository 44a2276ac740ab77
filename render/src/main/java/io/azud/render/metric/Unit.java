// SPDX-License-Identifier: Apache-2.0
package io.azud.render.metric;

/** What a metric's value is counted in. */
public enum Unit {
  RECORDS("records", "short"),
  POSITIONS("positions", "short"),
  SECONDS("seconds", "s"),
  TIMESTAMP("seconds since 1970", "dateTimeAsIso"),
  BYTES("bytes", "bytes"),
  RATIO("0 to 1", "percentunit"),
  FLAG("1 or 0", "bool"),
  COUNT("a number", "short");

  private final String text;
  private final String grafana;

  Unit(String text, String grafana) {
    this.text = text;
    this.grafana = grafana;
  }

  public String text() {
    return text;
  }

  /** The name that Grafana has for it. */
  public String grafana() {
    return grafana;
  }
}
