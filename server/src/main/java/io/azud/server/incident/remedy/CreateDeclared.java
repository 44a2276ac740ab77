// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.engine.task.TaskId;
import io.azud.environment.Remedy;
import io.azud.server.incident.diagnosis.Scene;
import java.util.List;
import java.util.Set;

/** Runs {@code inicializar_task}, which makes what is declared and missing. */
final class CreateDeclared implements Treatment {
  @Override
  public Remedy remedy() {
    return Remedy.CREATE_DECLARED;
  }

  @Override
  public Set<String> proof() {
    return Set.of("source-as-declared", "lake-table", "postgres-table");
  }

  @Override
  public List<String> steps(Scene scene) {
    return List.of("run inicializar_task: make what is declared and missing, change nothing else");
  }

  @Override
  public void apply(Scene scene, Hands hands, int round) {
    TaskSteps.run(hands, TaskId.INICIALIZAR_TASK);
  }
}
