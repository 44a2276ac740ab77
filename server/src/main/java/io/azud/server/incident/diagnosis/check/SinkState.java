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
    List<Change> changes = changes(scene, sink, watermarks.isEmpty());
    if (watermarks.isEmpty() && isNoted(scene, sink)) {
      return Observation.broken(
          lookedAt,
          ErrorCode.SINK_HISTORY_CHANGED,
          "the ledger knows of commits, the table does not: it was dropped, replaced or emptied");
    }
    String positions =
        watermarks.isEmpty() ? "nothing has been committed yet" : "watermarks " + watermarks;
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
   * What is not as declared. Planning asks both catalog and store, so that it is done in any case
   * where nothing else would ask them; what it says of columns counts only where it knows them.
   */
  private static List<Change> changes(Scene scene, Sink sink, boolean untouched) {
    boolean knows = scene.connections().knowsTables();
    if (!knows && !untouched) {
      return List.of();
    }
    try {
      List<Change> changes = sink.plan();
      return knows ? changes : List.of();
    } catch (AzudException e) {
      if (knows || e.code() != ErrorCode.INCOMPATIBLE_CHANGE) {
        throw e;
      }
      return List.of();
    }
  }

  private static boolean isNoted(Scene scene, Sink sink) {
    Ledger ledger = new Ledger(scene.ledger());
    return ledger.exists() && ledger.notedSinks(scene.pipeline().name()).contains(sink.name());
  }
}
