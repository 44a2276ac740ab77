// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.engine.ledger.Tallies;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long many things took.
 *
 * @param counts how many fell into the bucket with this upper limit in seconds, and no lower one;
 *     there is one for each limit that the ledger uses
 * @param seconds all together
 */
record Durations(SortedMap<Double, Long> counts, double seconds) {
  Durations {
    TreeMap<Double, Long> all = new TreeMap<>(counts);
    Tallies.LIMITS.forEach(limit -> all.putIfAbsent(limit, 0L));
    counts = Collections.unmodifiableSortedMap(all);
  }

  static final Durations NONE = new Durations(new TreeMap<>(Map.of()), 0);

  Durations plus(double limit, long count, double took) {
    TreeMap<Double, Long> all = new TreeMap<>(counts);
    all.merge(limit, count, Long::sum);
    return new Durations(all, seconds + took);
  }
}
