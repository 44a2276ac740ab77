// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;

/** Runs tasks that must succeed for a remedy to go on. */
final class TaskSteps {
  private TaskSteps() {}

  static void run(Hands hands, TaskId task) {
    require(hands.run(task));
  }

  static void require(TaskOutcome outcome) {
    if (outcome.status() == TaskOutcome.Status.FAILED) {
      throw new AzudException(
          ErrorCode.valueOf(outcome.code()), outcome.task() + ": " + outcome.message());
    }
  }
}
