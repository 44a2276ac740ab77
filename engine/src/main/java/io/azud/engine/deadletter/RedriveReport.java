// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

import java.util.Map;

/**
 * What became of the dead letters that were redriven, or would become of them.
 *
 * @param examined letters that were taken through the pipeline
 * @param recovered of these, how many are rows now
 * @param filtered of these, how many the pipeline's filter leaves out now
 * @param rejected of these, how many are still rejected
 * @param waiting letters that were not looked at: not every sink has passed them yet, or the sinks
 *     worked them through under different definitions, or they were redriven in vain too often, or
 *     they have no value
 * @param stillRejectedBy by stage and rule
 */
public record RedriveReport(
    RedriveOptions.Mode mode,
    long examined,
    long recovered,
    long filtered,
    long rejected,
    long waiting,
    Map<String, Long> stillRejectedBy) {

  public RedriveReport {
    stillRejectedBy = Map.copyOf(stillRejectedBy);
  }
}
