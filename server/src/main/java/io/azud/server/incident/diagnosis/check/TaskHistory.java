// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.util.List;
import java.util.stream.Collectors;

/** How the tasks ended lately. */
public final class TaskHistory implements Check {
  private static final String LAST =
      "SELECT to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || ' ' || task || ' ' || code"
          + " FROM azud.task_run WHERE pipeline = ? AND (? = '' OR task = ?) ORDER BY id DESC LIMIT 8";

  @Override
  public String name() {
    return "task-history";
  }

  @Override
  public String question() {
    return "Did this task succeed the last time?";
  }

  @Override
  public String target(Scene scene) {
    return "azud.task_run";
  }

  @Override
  public Observation observe(Scene scene) {
    String task = scene.incident().task();
    List<String> runs =
        LedgerQuery.rows(
            scene.ledger(), LAST, row -> row.getString(1), scene.pipeline().name(), task, task);
    if (runs.isEmpty()) {
      return Observation.ok(target(scene), "no run is recorded");
    }
    String evidence = runs.stream().collect(Collectors.joining("\n"));
    return runs.get(0).endsWith(" OK") || runs.get(0).endsWith(" NOTHING_TO_DO")
        ? Observation.ok(target(scene), evidence)
        : Observation.suspect(target(scene), evidence);
  }
}
