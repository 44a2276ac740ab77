// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

import io.azud.position.Lineage;
import io.azud.position.Slice;
import java.util.List;
import java.util.Set;

/**
 * One entry of the redrive journal: dead letters that are to become rows, planned but perhaps not
 * yet in every sink.
 *
 * @param range the entry's place in the journal, one position for each letter
 * @param sinks that must take it
 * @param configHash of the definition under which the letters passed
 * @param letters in the order of the range
 */
record RedriveEntry(Slice range, Set<String> sinks, String configHash, List<Settled> letters) {
  RedriveEntry {
    sinks = Set.copyOf(sinks);
    letters = List.copyOf(letters);
  }

  /**
   * A dead letter that is not rejected any longer.
   *
   * @param filtered whether the pipeline's filter leaves it out, so that it makes no row
   */
  record Settled(DeadLetter letter, boolean filtered) {}

  static RedriveEntry at(long start, Set<String> sinks, String configHash, List<Settled> letters) {
    return new RedriveEntry(
        new Slice(Lineage.REDRIVE, start, start + letters.size()), sinks, configHash, letters);
  }

  long rows() {
    return letters.stream().filter(letter -> !letter.filtered()).count();
  }
}
