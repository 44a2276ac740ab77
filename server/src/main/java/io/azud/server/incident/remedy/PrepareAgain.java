// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.engine.task.TaskId;
import io.azud.environment.Remedy;
import io.azud.server.incident.diagnosis.Scene;
import java.util.List;

/** Prepares the range anew when the prepared batch no longer fits, and loads it. */
final class PrepareAgain implements Treatment {
  @Override
  public Remedy remedy() {
    return Remedy.PREPARE_AGAIN;
  }

  @Override
  public List<String> steps(Scene scene) {
    return List.of(
        "run transformar_datos_task: give up a prepared batch that no longer fits, prepare its"
            + " range anew",
        "run cargar_datos_task");
  }

  @Override
  public void apply(Scene scene, Hands hands, int round) {
    TaskSteps.run(hands, TaskId.TRANSFORMAR_DATOS_TASK);
    TaskSteps.run(hands, TaskId.CARGAR_DATOS_TASK);
  }
}
