// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.engine.task.TaskId;
import io.azud.environment.Remedy;
import io.azud.server.incident.diagnosis.Scene;
import java.util.List;

/**
 * Runs {@code cargar_datos_task} again: it asks each store whether it holds the batch, and commits
 * it only where it does not.
 */
final class FinishCommit implements Treatment {
  @Override
  public Remedy remedy() {
    return Remedy.FINISH_COMMIT;
  }

  @Override
  public List<String> steps(Scene scene) {
    return List.of("run cargar_datos_task: ask each store what it holds, commit what is missing");
  }

  @Override
  public void apply(Scene scene, Hands hands, int round) {
    TaskSteps.run(hands, TaskId.CARGAR_DATOS_TASK);
  }
}
