// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;

/** The PostgreSQL sink's database takes these credentials. */
public final class PostgresAnswers implements Check {
  @Override
  public String name() {
    return "postgres-answers";
  }

  @Override
  public String question() {
    return "Does the database of the PostgreSQL sink accept these credentials, and can it be written?";
  }

  @Override
  public String target(Scene scene) {
    return scene.postgres().address();
  }

  @Override
  public Observation observe(Scene scene) {
    return DatabaseState.of(scene.postgres());
  }
}
