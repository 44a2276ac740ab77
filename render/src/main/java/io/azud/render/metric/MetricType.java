// SPDX-License-Identifier: Apache-2.0
package io.azud.render.metric;

import java.util.Locale;

/** How the values of a metric are to be read. */
public enum MetricType {
  /** Grows, and starts again at a lower value at most; its name ends in {@code _total}. */
  COUNTER,
  /** Goes up and down. */
  GAUGE,
  /** Counts observations in buckets by their size. */
  HISTOGRAM;

  /** As Prometheus writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
