// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.plan;

import io.azud.position.Slice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The slices of one pass and the sinks that each is for.
 *
 * @param slices ordered by partition; empty when there is nothing to do
 */
public record PassPlan(Map<Slice, Set<String>> slices) {

  public PassPlan {
    TreeMap<Slice, Set<String>> ordered =
        new TreeMap<>(java.util.Comparator.comparingInt(Slice::partition));
    slices.forEach((slice, sinks) -> ordered.put(slice, Set.copyOf(sinks)));
    slices = ordered;
  }

  public boolean isEmpty() {
    return slices.isEmpty();
  }

  /** The slices that a sink takes part in. */
  public List<Slice> slicesOf(String sink) {
    return slices.entrySet().stream()
        .filter(entry -> entry.getValue().contains(sink))
        .map(Map.Entry::getKey)
        .toList();
  }
}
