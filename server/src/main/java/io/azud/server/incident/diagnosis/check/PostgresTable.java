// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;

/** The PostgreSQL table can be read with our credentials and is as declared. */
public final class PostgresTable implements Check {
  private static final String SINK = "postgres";

  @Override
  public String name() {
    return "postgres-table";
  }

  @Override
  public String question() {
    return "Is the PostgreSQL table as declared, with its partitions and indexes, and may we use it?";
  }

  @Override
  public String target(Scene scene) {
    return "the postgres sink of pipeline " + scene.pipeline().name();
  }

  @Override
  public Observation observe(Scene scene) {
    return SinkState.of(scene, SINK, target(scene));
  }
}
