// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import io.azud.engine.OpenPipeline;
import io.azud.engine.status.Positions;
import io.azud.spi.Source.Bounds;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code conexion_kafka_task}: the source answers, is the one read so far, has lost nothing, and
 * its lag is known.
 */
final class CheckSource {
  private final OpenPipeline open;

  CheckSource(OpenPipeline open) {
    this.open = open;
  }

  TaskResult run() {
    open.source().apply();
    Map<Integer, Bounds> bounds = open.source().bounds();
    Positions positions = Positions.read(open, bounds);
    positions.requireReadable();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("source", open.source().identity());
    details.put("partitions", bounds.size());
    details.put("lag", positions.lagBySink());
    return new TaskResult(
        bounds.size() + " partitions, " + positions.pending() + " records not yet in every sink",
        details);
  }
}
