// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.util.Optional;

/** Who has taken the pipeline over last. */
public final class SoleInstance implements Check {
  private static final String OWNER =
      "SELECT 'epoch ' || epoch || ', taken over by ' || owner || ' '"
          + " || extract(epoch FROM clock_timestamp() - taken_over_at)::bigint || ' s ago' FROM azud.pipeline"
          + " WHERE pipeline = ?";

  @Override
  public String name() {
    return "sole-instance";
  }

  @Override
  public String question() {
    return "Who runs this pipeline, and was it taken over from somebody?";
  }

  @Override
  public String target(Scene scene) {
    return "azud.pipeline";
  }

  @Override
  public Observation observe(Scene scene) {
    Optional<String> owner = LedgerQuery.text(scene.ledger(), OWNER, scene.pipeline().name());
    String evidence = owner.orElse("nobody has run it yet");
    return scene.incident().code().equals("FENCED")
        ? Observation.suspect(target(scene), evidence)
        : Observation.ok(target(scene), evidence);
  }
}
