// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.status;

import io.azud.engine.OpenPipeline;
import io.azud.engine.plan.Planner;
import io.azud.engine.run.RunOptions;
import io.azud.spi.Sink;
import io.azud.spi.Source.Bounds;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where every sink of a pipeline stands in what the source has now. Reading it changes nothing.
 *
 * @param bounds of each partition
 * @param bySink the position of each sink in each partition of {@code bounds}
 */
public record Positions(
    String pipeline, Map<Integer, Bounds> bounds, Map<String, Map<Integer, Long>> bySink) {

  /** Asks the sinks; a partition that a sink has never written stands at the partition's base. */
  public static Positions read(OpenPipeline open, Map<Integer, Bounds> bounds) {
    Map<Integer, Long> bases =
        open.ledger().exists() ? open.ledger().bases(open.pipeline().name()) : Map.of();
    Map<String, Map<Integer, Long>> bySink = new TreeMap<>();
    for (Sink sink : open.sinks()) {
      Map<Integer, Long> watermarks = sink.watermarks();
      Map<Integer, Long> positions = new HashMap<>();
      bounds.forEach(
          (partition, bound) ->
              positions.put(
                  partition,
                  watermarks.getOrDefault(
                      partition, bases.getOrDefault(partition, bound.first()))));
      bySink.put(sink.name(), positions);
    }
    return new Positions(open.pipeline().name(), new TreeMap<>(bounds), bySink);
  }

  /**
   * @throws io.azud.error.AzudException {@code OFFSETS_LOST} or {@code SOURCE_REPLACED} when the
   *     next pass would fail so
   */
  public void requireReadable() {
    new Planner(pipeline, RunOptions.DEFAULT_RECORDS_A_PARTITION)
        .plan(bounds, bySink, bySink.keySet());
  }

  /** How many positions each sink has still to take. */
  public Map<String, Long> lagBySink() {
    Map<String, Long> lag = new TreeMap<>();
    bySink.forEach(
        (sink, positions) ->
            lag.put(
                sink,
                bounds.entrySet().stream()
                    .mapToLong(
                        bound ->
                            Math.max(0, bound.getValue().end() - positions.get(bound.getKey())))
                    .sum()));
    return lag;
  }

  /** How many positions the hindmost sink of each partition has still to take, in all. */
  public long pending() {
    return bounds.entrySet().stream()
        .mapToLong(
            bound ->
                bySink.values().stream()
                    .mapToLong(
                        positions ->
                            Math.max(0, bound.getValue().end() - positions.get(bound.getKey())))
                    .max()
                    .orElse(0))
        .sum();
  }
}
