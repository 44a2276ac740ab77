// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.engine.database.PostgresDatabase;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;

/** The ledger's database takes these credentials. */
public final class LedgerAnswers implements Check {
  @Override
  public String name() {
    return "ledger-answers";
  }

  @Override
  public String question() {
    return "Does the ledger's database accept these credentials, and can it be written?";
  }

  @Override
  public String target(Scene scene) {
    return scene.ledger().address();
  }

  @Override
  public Observation observe(Scene scene) {
    PostgresDatabase database = scene.ledger();
    return DatabaseState.of(database);
  }
}
