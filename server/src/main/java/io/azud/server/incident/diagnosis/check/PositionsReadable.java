// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.engine.ledger.Ledger;
import io.azud.engine.plan.Planner;
import io.azud.pipeline.Pipeline;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.spi.Sink;
import io.azud.spi.Source;
import io.azud.spi.Source.Bounds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has not been loaded yet can still be read: nothing is lost to retention or truncation. */
public final class PositionsReadable implements Check {
  private static final long A_LOT = 1_000_000;

  @Override
  public String name() {
    return "positions-readable";
  }

  @Override
  public String question() {
    return "Does the source still have everything that is not loaded yet?";
  }

  @Override
  public String target(Scene scene) {
    return SourceName.of(scene.pipeline());
  }

  @Override
  public Observation observe(Scene scene) {
    Pipeline pipeline = scene.pipeline();
    Map<Integer, Long> bases = new Ledger(scene.ledger()).bases(pipeline.name());
    try (Source source = scene.connections().source()) {
      Map<Integer, Bounds> bounds = source.bounds();
      Map<String, Map<Integer, Long>> positions = positions(scene, bounds, bases);
      long pending =
          new Planner(pipeline.name(), A_LOT)
              .plan(bounds, positions, positions.keySet()).slices().keySet().stream()
                  .mapToLong(slice -> slice.end() - slice.start())
                  .sum();
      return Observation.ok(target(scene), pending + " positions are pending and can be read");
    }
  }

  private static Map<String, Map<Integer, Long>> positions(
      Scene scene, Map<Integer, Bounds> bounds, Map<Integer, Long> bases) {
    Map<String, Map<Integer, Long>> positions = new HashMap<>();
    List<Sink> sinks = scene.connections().sinks();
    try {
      for (Sink sink : sinks) {
        Map<Integer, Long> watermarks = sink.watermarks();
        Map<Integer, Long> of = new HashMap<>();
        bounds.forEach(
            (partition, bound) ->
                of.put(
                    partition,
                    watermarks.getOrDefault(
                        partition, bases.getOrDefault(partition, bound.first()))));
        positions.put(sink.name(), of);
      }
    } finally {
      sinks.forEach(Sink::close);
    }
    return positions;
  }
}
