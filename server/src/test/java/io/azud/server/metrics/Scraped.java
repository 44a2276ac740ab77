// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** What a scrape gave, as Prometheus reads it. */
record Scraped(List<String> lines) {

  static Scraped from(PrometheusRegistry registry) {
    String text = new String(MetricsPage.of(registry, "").body(), StandardCharsets.UTF_8);
    return new Scraped(text.lines().toList());
  }

  /**
   * @param series {@code name{label="value",…}} with the labels in any order
   */
  OptionalDouble value(String series) {
    String wanted = sorted(series);
    return lines.stream()
        .filter(line -> line.startsWith(wanted + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst();
  }

  private static String sorted(String series) {
    int brace = series.indexOf('{');
    if (brace < 0) {
      return series;
    }
    String[] labels = series.substring(brace + 1, series.length() - 1).split(",", -1);
    Arrays.sort(labels);
    return series.substring(0, brace) + "{" + String.join(",", labels) + "}";
  }

  double number(String series) {
    return value(series)
        .orElseThrow(
            () -> new AssertionError("no series " + series + " in\n" + String.join("\n", lines)));
  }

  /** The names of all metrics, as their TYPE lines give them. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    lines.stream()
        .filter(line -> line.startsWith("# TYPE "))
        .forEach(line -> names.add(line.split(" ", -1)[2]));
    return names;
  }
}
