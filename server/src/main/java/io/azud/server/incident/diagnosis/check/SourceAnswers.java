// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.spi.Source;
import io.azud.spi.Source.Bounds;
import java.util.Map;

/** The source lets us in with our credentials, and says what it has. */
public final class SourceAnswers implements Check {
  @Override
  public String name() {
    return "source-answers";
  }

  @Override
  public String question() {
    return "Does the source accept these credentials and say what there is to read?";
  }

  @Override
  public String target(Scene scene) {
    return SourceName.of(scene.pipeline());
  }

  @Override
  public Observation observe(Scene scene) {
    try (Source source = scene.connections().source()) {
      Map<Integer, Bounds> bounds = source.bounds();
      long records = bounds.values().stream().mapToLong(bound -> bound.end() - bound.first()).sum();
      return Observation.ok(
          target(scene), bounds.size() + " partitions hold " + records + " positions");
    }
  }
}
