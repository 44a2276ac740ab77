// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.time.Duration;
import java.time.Instant;

/** This machine's clock agrees with the database's. */
public final class ClockAgrees implements Check {
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "clock-agrees";
  }

  @Override
  public String question() {
    return "Does this machine's clock agree with the ledger's?";
  }

  @Override
  public String target(Scene scene) {
    return "the clocks";
  }

  @Override
  public Observation observe(Scene scene) {
    Instant there =
        LedgerQuery.rows(
                scene.ledger(), "SELECT clock_timestamp()", row -> row.getTimestamp(1).toInstant())
            .get(0);
    Duration apart = Duration.between(there, scene.clock().instant()).abs();
    String evidence = apart.toMillis() / 1000.0 + " s apart";
    return apart.compareTo(TOLERATED) > 0
        ? Observation.suspect(target(scene), evidence)
        : Observation.ok(target(scene), evidence);
  }
}
