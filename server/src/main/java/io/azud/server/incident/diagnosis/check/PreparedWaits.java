// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.util.Optional;

/** Whether a batch is prepared and not loaded, and whether it still fits the pipeline file. */
public final class PreparedWaits implements Check {
  private static final String WAITING =
      "SELECT 'batch ' || batch || ', prepared '"
          + " || extract(epoch FROM clock_timestamp() - planned_at)::bigint || ' s ago, try ' || tries"
          + " || CASE WHEN config_hash = ? THEN '' ELSE '; the pipeline file has changed since' END"
          + " FROM azud.batch WHERE pipeline = ? AND state = 'prepared' ORDER BY planned_at DESC LIMIT 1";

  @Override
  public String name() {
    return "prepared-batch";
  }

  @Override
  public String question() {
    return "Does the prepared batch, if there is one, fit the pipeline as it is now?";
  }

  @Override
  public String target(Scene scene) {
    return "azud.batch";
  }

  @Override
  public Observation observe(Scene scene) {
    Optional<String> waiting =
        LedgerQuery.text(scene.ledger(), WAITING, scene.pipeline().hash(), scene.pipeline().name());
    String evidence = waiting.orElse("no batch waits to be loaded");
    return evidence.contains("changed since")
        ? Observation.suspect(target(scene), evidence)
        : Observation.ok(target(scene), evidence);
  }
}
