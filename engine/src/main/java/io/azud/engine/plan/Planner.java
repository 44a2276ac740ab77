// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.plan;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Slice;
import io.azud.spi.Source.Bounds;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses the next range: for each partition from the position at which the hindmost of the chosen
 * sinks stands, to where the next other sink stands, or to the end of the source. The sinks that
 * stand at the start take part.
 */
public final class Planner {
  private final String pipeline;
  private final long longest;

  /**
   * @param longest how many positions a slice has at most
   */
  public Planner(String pipeline, long longest) {
    this.pipeline = pipeline;
    this.longest = longest;
  }

  /**
   * @param bounds what the source has
   * @param positions where every sink of the pipeline stands, by sink and partition, for every
   *     partition in {@code bounds}
   * @param chosen the sinks that may take part
   * @throws AzudException {@code OFFSETS_LOST} or {@code SOURCE_REPLACED}
   */
  public PassPlan plan(
      Map<Integer, Bounds> bounds, Map<String, Map<Integer, Long>> positions, Set<String> chosen) {
    Map<Slice, Set<String>> slices = new HashMap<>();
    new TreeMap<>(bounds)
        .forEach(
            (partition, bound) -> {
              TreeSet<Long> everywhere = new TreeSet<>();
              positions.values().forEach(sink -> everywhere.add(sink.get(partition)));
              TreeSet<Long> here = new TreeSet<>();
              chosen.forEach(sink -> here.add(positions.get(sink).get(partition)));
              if (here.isEmpty()) {
                return;
              }
              long start = here.first();
              requireReadable(partition, start, everywhere.last(), bound);
              Long next = everywhere.higher(start);
              long end = Math.min(next == null ? bound.end() : next, bound.end());
              end = Math.min(end, start + longest);
              if (end > start) {
                Set<String> takers = new TreeSet<>(chosen);
                takers.removeIf(sink -> positions.get(sink).get(partition) != start);
                slices.put(new Slice(partition, start, end), takers);
              }
            });
    return new PassPlan(slices);
  }

  private void requireReadable(int partition, long start, long furthest, Bounds bound) {
    if (start < bound.first()) {
      throw new AzudException(
          ErrorCode.OFFSETS_LOST,
          "pipeline "
              + pipeline
              + ": offsets "
              + start
              + " to "
              + (bound.first() - 1)
              + " of partition "
              + partition
              + " are gone from the source (its retention is shorter than the pipeline was behind). If they can be restored, do"
              + " that and run again; to go on without them run 'azud run --accept-loss', which records the loss");
    }
    if (furthest > bound.end()) {
      throw new AzudException(
          ErrorCode.SOURCE_REPLACED,
          "pipeline "
              + pipeline
              + " has already written offset "
              + (furthest - 1)
              + " of partition "
              + partition
              + ", but the source ends at "
              + bound.end()
              + ": it was truncated or restored from an old copy. Restore it, or give the pipeline a new name to read the source"
              + " from its start");
    }
  }
}
