// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import io.azud.render.metric.Label;
import io.azud.render.metric.Metric;

/** Names series in the queries of panels, narrowed by the dashboard's variables. */
final class Series {
  private static final String OURS = "job=~\"$job\", instance=~\"$instance\"";

  private Series() {}

  /** Of one of Azud's metrics. */
  static String of(Metric metric) {
    return of(metric, "");
  }

  /**
   * @param more further matchers, such as {@code sink="lake"}
   */
  static String of(Metric metric, String more) {
    boolean chosen = metric.labels().contains(Label.PIPELINE);
    return named(metric.text(), (chosen ? ", pipeline=~\"$pipeline\"" : "") + comma(more));
  }

  /**
   * @param part of a histogram: {@code _bucket}, {@code _sum} or {@code _count}
   */
  static String ofPart(Metric histogram, String part) {
    return of(histogram).replaceFirst("\\{", part + "{");
  }

  /** Of somebody else's metric. */
  static String foreign(String name) {
    return named(name, "");
  }

  static String foreign(String name, String more) {
    return named(name, comma(more));
  }

  private static String comma(String more) {
    return more.isEmpty() ? "" : ", " + more;
  }

  private static String named(String name, String more) {
    return name + "{" + OURS + more + "}";
  }

  static String rate(String series) {
    return "rate(" + series + "[$__rate_interval])";
  }

  static String increase(String series) {
    return "increase(" + series + "[$__rate_interval])";
  }

  static String age(String timestamps) {
    return "time() - " + timestamps;
  }
}
