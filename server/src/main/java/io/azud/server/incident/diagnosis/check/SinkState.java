// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.engine.ledger.Ledger;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.CannotLook;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.spi.Change;
import io.azud.spi.Sink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a sink says of its table. */
final class SinkState {
  private SinkState() {}

  static Observation of(Scene scene, String name, String lookedAt) {
    List<Sink> sinks = scene.connections().sinks();
    try {
      Sink sink =
          sinks.stream()
              .filter(each -> each.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new CannotLook("this pipeline has no " + name + " sink"));
      return look(scene, sink, lookedAt);
    } finally {
      sinks.forEach(Sink::close);
    }
  }

  private static Observation look(Scene scene, Sink sink, String lookedAt) {
    Map<Integer, Long> watermarks = new TreeMap<>(sink.watermarks());
    if (watermarks.isEmpty()) {
      requireReachable(scene, sink);
      return untouched(scene, sink, lookedAt);
    }
    String positions = "watermarks " + watermarks;
    List<Change> changes = scene.connections().knowsTables() ? sink.plan() : List.of();
    return changes.isEmpty()
        ? Observation.ok(lookedAt, "as declared; " + positions)
        : Observation.suspect(
            lookedAt,
            positions
                + "; not as declared, 'azud apply' makes it so:\n"
                + changes.stream()
                    .map(Change::target)
                    .distinct()
                    .collect(Collectors.joining("\n")));
  }

  /**
   * Planning asks both catalog and store; what it says of columns counts only where it knows them.
   */
  private static void requireReachable(Scene scene, Sink sink) {
    try {
      sink.plan();
    } catch (AzudException e) {
      if (scene.connections().knowsTables() || e.code() != ErrorCode.INCOMPATIBLE_CHANGE) {
        throw e;
      }
    }
  }

  private static Observation untouched(Scene scene, Sink sink, String lookedAt) {
    Ledger ledger = new Ledger(scene.ledger());
    boolean written =
        ledger.exists() && ledger.notedSinks(scene.pipeline().name()).contains(sink.name());
    return written
        ? Observation.broken(
            lookedAt,
            ErrorCode.SINK_HISTORY_CHANGED,
            "the ledger knows of commits, the table does not: it was dropped, replaced or emptied")
        : Observation.ok(lookedAt, "reachable; nothing has been committed yet");
  }
}
