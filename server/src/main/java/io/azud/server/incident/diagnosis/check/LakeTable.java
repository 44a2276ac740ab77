// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;

/** The lake's table can be read with our credentials and is as declared. */
public final class LakeTable implements Check {
  private static final String SINK = "lake";

  @Override
  public String name() {
    return "lake-table";
  }

  @Override
  public String question() {
    return "Can the catalog and the object store be used with these credentials, and is the lake's table as declared?";
  }

  @Override
  public String target(Scene scene) {
    return "the lake sink of pipeline " + scene.pipeline().name();
  }

  @Override
  public Observation observe(Scene scene) {
    return SinkState.of(scene, SINK, target(scene));
  }
}
