// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

/**
 * Which dead letters to show.
 *
 * @param rule empty for all
 * @param stage empty for all
 * @param partition -1 for all
 * @param fromOffset the first offset
 * @param toOffset the offset behind the last one
 * @param limit how many at most, from the lowest position on
 */
public record DeadLetterFilter(
    String rule, String stage, int partition, long fromOffset, long toOffset, int limit) {

  /** Everything, up to a limit. */
  public static DeadLetterFilter first(int limit) {
    return new DeadLetterFilter("", "", -1, 0, Long.MAX_VALUE, limit);
  }
}
