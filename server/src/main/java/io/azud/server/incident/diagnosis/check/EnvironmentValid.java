// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.engine.definition.EnvironmentReader;
import io.azud.engine.definition.Problem;
import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.CannotLook;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The environment file has no problems now. */
public final class EnvironmentValid implements Check {
  @Override
  public String name() {
    return "environment-valid";
  }

  @Override
  public String question() {
    return "Is the environment file valid, and do the variables and files exist that it refers to?";
  }

  @Override
  public String target(Scene scene) {
    return scene.environmentFile().map(Path::toString).orElse("the environment file");
  }

  @Override
  public Observation observe(Scene scene) {
    Path file =
        scene.environmentFile().orElseThrow(() -> new CannotLook("the file's place is not known"));
    List<Problem> problems = new EnvironmentReader(System.getenv()).check(file);
    return problems.isEmpty()
        ? Observation.ok(target(scene), "no problems")
        : Observation.broken(
            target(scene),
            ErrorCode.ENVIRONMENT_INVALID,
            problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }
}
