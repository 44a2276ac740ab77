// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

/**
 * A choice at the top of a dashboard: the values that a label has now.
 *
 * @param of a series selector that may refer to variables before it
 */
public record Variable(String name, String title, String of) {

  /** The job and the instances that expose a metric. */
  static Variable job(String metric) {
    return new Variable("job", "Job", metric);
  }

  static Variable instance(String metric) {
    return new Variable("instance", "Instance", metric + "{job=~\"$job\"}");
  }

  static Variable pipeline(String metric) {
    return new Variable(
        "pipeline", "Pipeline", metric + "{job=~\"$job\", instance=~\"$instance\"}");
  }

  String query() {
    return "label_values(" + of + ", " + name + ")";
  }
}
