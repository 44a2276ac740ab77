// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import java.util.List;

/**
 * What an alert must fire on, and what it must not: series as promtool writes them, a value a
 * minute, looked at after 100 minutes.
 *
 * @param labels of the series that fires, as they stand in the alert
 */
record Scenario(String alert, List<String> fires, List<String> quiet, List<String> labels) {

  static Scenario of(String alert, List<String> fires, List<String> quiet, String... labels) {
    return new Scenario(alert, fires, quiet, List.of(labels));
  }
}
