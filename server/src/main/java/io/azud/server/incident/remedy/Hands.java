// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;

/** What a host can do for the pipeline of an incident. Used by one thread at a time. */
public interface Hands extends AutoCloseable {

  /** Runs a task, as an orchestrator would. */
  TaskOutcome run(TaskId task);

  /**
   * Runs {@code transformar_datos_task} over a smaller range.
   *
   * @param mostRecords of a source partition
   */
  TaskOutcome transformAtMost(long mostRecords);

  /**
   * Does what {@code azud maintain} does.
   *
   * @throws io.azud.error.AzudException when it could not be done, or there was nothing to do
   */
  void maintain();

  /**
   * Starts what runs the pipeline again.
   *
   * @throws io.azud.error.AzudException when this host cannot, or it did not start
   */
  void restartRuntime();

  @Override
  void close();
}
