// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One panel.
 *
 * @param description what the number means and when it is bad
 * @param unit Grafana's name of the unit
 * @param bad from this value on it is shown in red; empty when no value is bad by itself
 */
public record Panel(
    String title,
    String description,
    Look look,
    String unit,
    List<Query> queries,
    OptionalDouble bad) {
  public Panel {
    queries = List.copyOf(queries);
  }

  static Panel of(Look look, String title, String unit, String description) {
    return new Panel(title, description, look, unit, List.of(), OptionalDouble.empty());
  }

  Panel with(String expression, String legend) {
    List<Query> all = new ArrayList<>(queries);
    all.add(new Query(expression, legend));
    return new Panel(title, description, look, unit, all, bad);
  }

  Panel badFrom(double value) {
    return new Panel(title, description, look, unit, queries, OptionalDouble.of(value));
  }
}
