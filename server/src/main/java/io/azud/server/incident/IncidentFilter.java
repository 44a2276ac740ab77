// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.util.Set;

/**
 * Which incidents to list.
 *
 * @param states empty for all
 * @param pipeline empty for all
 * @param limit the largest number of them, the latest first
 */
public record IncidentFilter(Set<IncidentState> states, String pipeline, int limit) {
  /** What is not over, of all pipelines. */
  public static final IncidentFilter ACTIVE =
      new IncidentFilter(Set.of(IncidentState.OPEN, IncidentState.ESCALATED), "", 100);

  public static final IncidentFilter ALL = new IncidentFilter(Set.of(), "", 100);

  public IncidentFilter {
    states = Set.copyOf(states);
  }

  public IncidentFilter of(String name) {
    return new IncidentFilter(states, name, limit);
  }
}
