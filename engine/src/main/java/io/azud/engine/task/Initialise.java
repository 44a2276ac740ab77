// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import io.azud.engine.OpenPipeline;
import io.azud.spi.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code inicializar_task}: what the pipeline declares exists, in every store. */
final class Initialise {
  private final OpenPipeline open;

  Initialise(OpenPipeline open) {
    this.open = open;
  }

  TaskResult run() {
    List<Change> changes = open.plan();
    open.apply();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("environment", open.environment().name());
    details.put("sinks", open.sinkNames().stream().sorted().toList());
    details.put("changes", changes.stream().map(Change::target).toList());
    String message =
        changes.isEmpty()
            ? "everything declared exists"
            : changes.size() + " changes made, everything declared exists";
    return new TaskResult(message, details);
  }
}
