// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.spi.Change;
import io.azud.spi.Source;
import java.util.List;
import java.util.stream.Collectors;

/** The topic exists, with the partitions that are declared. */
public final class SourceAsDeclared implements Check {
  @Override
  public String name() {
    return "source-as-declared";
  }

  @Override
  public String question() {
    return "Does the topic exist, with as many partitions as the pipeline declares?";
  }

  @Override
  public String target(Scene scene) {
    return SourceName.of(scene.pipeline());
  }

  @Override
  public Observation observe(Scene scene) {
    try (Source source = scene.connections().source()) {
      List<Change> changes = source.plan();
      return changes.isEmpty()
          ? Observation.ok(target(scene), "as declared")
          : Observation.broken(
              target(scene),
              ErrorCode.TOPIC_MISSING,
              changes.stream().map(Change::statement).collect(Collectors.joining("\n")));
    }
  }
}
