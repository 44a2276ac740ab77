// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.engine.definition.PipelineReader;
import io.azud.engine.definition.Problem;
import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.CannotLook;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The pipeline file has no problems now. */
public final class PipelineValid implements Check {
  @Override
  public String name() {
    return "pipeline-valid";
  }

  @Override
  public String question() {
    return "Is the pipeline file valid?";
  }

  @Override
  public String target(Scene scene) {
    return scene.pipelineFile().map(Path::toString).orElse("the pipeline file");
  }

  @Override
  public Observation observe(Scene scene) {
    Path file =
        scene.pipelineFile().orElseThrow(() -> new CannotLook("the file's place is not known"));
    List<Problem> problems = new PipelineReader(System.getenv()).check(file);
    return problems.isEmpty()
        ? Observation.ok(target(scene), "no problems")
        : Observation.broken(
            target(scene),
            ErrorCode.PIPELINE_INVALID,
            problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }
}
