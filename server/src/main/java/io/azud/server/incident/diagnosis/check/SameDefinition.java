// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.util.Optional;

/** The pipeline file is the one that ran last. */
public final class SameDefinition implements Check {
  @Override
  public String name() {
    return "same-definition";
  }

  @Override
  public String question() {
    return "Is the pipeline file the one that ran the last time?";
  }

  @Override
  public String target(Scene scene) {
    return "pipeline " + scene.pipeline().name();
  }

  @Override
  public Observation observe(Scene scene) {
    Optional<String> last =
        LedgerQuery.text(
            scene.ledger(),
            "SELECT config_hash FROM azud.books WHERE pipeline = ? ORDER BY recorded_at DESC LIMIT 1",
            scene.pipeline().name());
    if (last.isEmpty()) {
      return Observation.ok(target(scene), "no batch has been recorded yet");
    }
    return last.get().equals(scene.pipeline().hash())
        ? Observation.ok(
            target(scene), "contract, checks and transform are those of the last batch")
        : Observation.suspect(
            target(scene), "contract, checks or transform have been changed since the last batch");
  }
}
