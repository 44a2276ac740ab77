// SPDX-License-Identifier: Apache-2.0
package io.azud.render.metric;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Prints the specification as {@code docs/reference/metrics.md}. */
public final class MetricsPage {
  private static final String HEAD =
      """
      # Metrics

      What `azud serve` shows at `/metrics`, for every pipeline on any engine: it derives all of it from the ledger, the sources
      and the stores, in the background, every few seconds. A scrape never waits for any of them: it shows the last answers, and
      `azud_probe_age_seconds` says how old they are. What was never answered is absent.

      Times are Unix timestamps, so that `time() - …` gives an age that goes on growing when nobody measures any more. Counters
      are what the ledger has added up since the pipeline's first batch; they do not start again with the server. No metric
      carries anything of a record. Process metrics (`process_*`, `jvm_*`) are those of every Java exporter.

      This page is printed from `io.azud.render.metric.Metric`.
      """;

  private MetricsPage() {}

  /** The page as Markdown. */
  public static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    for (MetricGroup group : MetricGroup.values()) {
      page.append("\n## ").append(group.title()).append("\n\n");
      page.append("| metric | type | unit | labels | |\n|---|---|---|---|---|\n");
      Arrays.stream(Metric.values())
          .filter(metric -> metric.group() == group)
          .forEach(metric -> page.append(line(metric)));
    }
    page.append("\n## Labels\n\n| label | | values at most |\n|---|---|---|\n");
    for (Label label : Label.values()) {
      page.append("| `%s` | %s | %s |\n".formatted(label.text(), label.meaning(), label.bound()));
    }
    return page.toString();
  }

  private static String line(Metric metric) {
    String labels =
        metric.labels().stream()
            .map(label -> "`" + label.text() + "`")
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            metric.text(), metric.type().text(), metric.unit().text(), labels, metric.help());
  }
}
