// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The books of a pipeline, proved again from the stores: by sink, one check for each source
 * partition.
 */
public record VerifyReport(String pipeline, Map<String, List<PartitionCheck>> sinks) {

  public VerifyReport {
    sinks = new TreeMap<>(sinks);
  }

  public boolean balanced() {
    return sinks.values().stream()
        .flatMap(List::stream)
        .allMatch(check -> check.problems().isEmpty());
  }
}
