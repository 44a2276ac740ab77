// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import java.util.List;

/** Rules that are worked out together: of one pipeline, or of all that they share. */
public record RuleGroup(String name, List<Recording> recordings, List<Alert> alerts) {
  public RuleGroup {
    recordings = List.copyOf(recordings);
    alerts = List.copyOf(alerts);
  }
}
