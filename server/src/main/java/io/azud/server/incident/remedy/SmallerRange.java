// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.environment.Remedy;
import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Scene;
import java.util.List;

/**
 * Works through smaller and smaller ranges until one can be prepared, and loads that: what was too
 * big passes in pieces, and what is bad stands alone at the start of what is pending.
 */
final class SmallerRange implements Treatment {
  private static final long FIRST = 100_000;
  private static final long STEP = 10;

  @Override
  public Remedy remedy() {
    return Remedy.SMALLER_RANGE;
  }

  @Override
  public List<String> steps(Scene scene) {
    return List.of(
        "run transformar_datos_task over at most "
            + FIRST
            + " records of each partition, then a tenth of that, down to one",
        "run cargar_datos_task for the range that could be prepared");
  }

  @Override
  public void apply(Scene scene, Hands hands, int round) {
    TaskOutcome outcome = hands.transformAtMost(FIRST);
    for (long most = FIRST / STEP; most > 0 && canBeSize(outcome); most /= STEP) {
      outcome = hands.transformAtMost(most);
    }
    TaskSteps.require(outcome);
    TaskSteps.run(hands, TaskId.CARGAR_DATOS_TASK);
  }

  private static boolean canBeSize(TaskOutcome outcome) {
    return outcome.code().equals(ErrorCode.SPARK_FAILED.name());
  }
}
