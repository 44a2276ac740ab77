// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import io.azud.render.metric.Metric;

/** Names series of Azud's metrics in PromQL. */
record Selector(String pipeline) {

  /** All series of the pipeline. */
  String all(Metric metric) {
    return with(metric, "");
  }

  /**
   * @param matchers such as {@code sink="lake"}
   */
  String with(Metric metric, String matchers) {
    String more = matchers.isEmpty() ? "" : ", " + matchers;
    return metric.text() + "{pipeline=\"" + pipeline + "\"" + more + "}";
  }
}
