// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.engine.OpenPipeline;
import io.azud.engine.maintain.PipelineMaintenance;
import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.engine.task.TaskRunner;
import io.azud.error.AzudException;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.spi.Maintenance.Mode;
import io.azud.spi.Maintenance.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks within this process. The pipeline is opened anew for each, as it is then. */
public final class OwnHands implements Hands {
  private static final Logger LOG = LoggerFactory.getLogger(OwnHands.class);

  private final Scene scene;
  private final RuntimeControl runtime;
  private final Clock clock;

  public OwnHands(Scene scene, RuntimeControl runtime, Clock clock) {
    this.scene = scene;
    this.runtime = runtime;
    this.clock = clock;
  }

  @Override
  public TaskOutcome run(TaskId task) {
    return opened(task, runner -> runner.run(task));
  }

  @Override
  public TaskOutcome transformAtMost(long mostRecords) {
    TaskId task = TaskId.TRANSFORMAR_DATOS_TASK;
    return opened(task, runner -> runner.atMost(mostRecords).run(task));
  }

  private TaskOutcome opened(TaskId task, Function<TaskRunner, TaskOutcome> act) {
    Instant started = clock.instant();
    try (OpenPipeline open = new OpenPipeline(scene.pipeline(), scene.environment())) {
      return act.apply(new TaskRunner(open, scene.platform(), clock));
    } catch (AzudException e) {
      return failed(task, started, e);
    }
  }

  /** What cannot even be opened is an outcome, too. */
  private TaskOutcome failed(TaskId task, Instant started, AzudException e) {
    return new TaskOutcome(
        scene.pipeline().name(),
        task.id(),
        TaskOutcome.Status.FAILED,
        e.code().name(),
        e.getMessage(),
        started,
        0,
        Map.of());
  }

  @Override
  public void maintain() {
    try (OpenPipeline open = new OpenPipeline(scene.pipeline(), scene.environment())) {
      new PipelineMaintenance(open, clock, words -> LOG.info("{}", words))
          .run(Work.ALL, Mode.FOR_REAL)
          .requireDone();
    }
  }

  @Override
  public void restartRuntime() {
    runtime.restart(scene.environment());
  }

  @Override
  public void close() {
    // Each task closes what it opened.
  }
}
