// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.engine.OpenPipeline;
import io.azud.engine.ledger.TaskRuns;
import io.azud.engine.log.LogLabels;
import io.azud.engine.log.LogLabels.Label;
import io.azud.engine.log.Story;
import io.azud.engine.log.Story.Event;
import io.azud.engine.task.TaskOutcome.Status;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one of the six tasks on an open pipeline and turns whatever happens into an outcome. */
public final class TaskRunner {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

  private final OpenPipeline open;
  private final PlatformCheck platform;
  private final Clock clock;
  private final long mostRecords;

  public TaskRunner(OpenPipeline open, PlatformCheck platform, Clock clock) {
    this(open, platform, clock, TransformBatch.RECORDS_A_PARTITION);
  }

  private TaskRunner(OpenPipeline open, PlatformCheck platform, Clock clock, long mostRecords) {
    this.open = open;
    this.platform = platform;
    this.clock = clock;
    this.mostRecords = mostRecords;
  }

  /** The same runner, whose {@code transformar_datos_task} covers a smaller range. */
  public TaskRunner atMost(long recordsOfAPartition) {
    return new TaskRunner(open, platform, clock, recordsOfAPartition);
  }

  /**
   * Never throws for what can go wrong with the pipeline; the outcome says it. The ledger keeps it
   * when it can be reached.
   */
  public TaskOutcome run(TaskId task) {
    Instant started = clock.instant();
    LogLabels labels =
        LogLabels.current()
            .with(Label.PIPELINE, open.pipeline().name())
            .with(Label.TASK, task.id());
    try (LogLabels.Scope scope = labels.open()) {
      Story.tell(Event.TASK_STARTED, "in environment {}", open.environment().name());
      TaskOutcome outcome = attempt(task, started);
      tell(outcome);
      keep(outcome);
      return outcome;
    }
  }

  private static void tell(TaskOutcome outcome) {
    if (outcome.status() == Status.FAILED) {
      Story.warn(Event.TASK_ENDED, outcome.code(), "{}: {}", outcome.code(), outcome.message());
    } else {
      Story.tell(Event.TASK_ENDED, "{}: {}", outcome.code(), outcome.message());
    }
  }

  private TaskOutcome attempt(TaskId task, Instant started) {
    try {
      TaskResult result = result(task);
      return outcome(task, started, Status.DONE, TaskOutcome.OK, result);
    } catch (AzudException e) {
      Status status = e.code() == ErrorCode.NOTHING_TO_DO ? Status.SKIPPED : Status.FAILED;
      return outcome(
          task, started, status, e.code().name(), new TaskResult(e.getMessage(), Map.of()));
    }
  }

  private TaskResult result(TaskId task) {
    return switch (task) {
      case INICIALIZAR_TASK -> new Initialise(open).run();
      case CONEXION_KAFKA_TASK -> new CheckSource(open).run();
      case KUBERNETES_TASK -> new CheckRuntime(open.environment(), platform).run();
      case CONEXION_SPARK_TASK -> new CheckSpark(open).run();
      case TRANSFORMAR_DATOS_TASK -> new TransformBatch(open, clock, mostRecords).run();
      case CARGAR_DATOS_TASK -> new LoadBatch(open, clock).run();
    };
  }

  private TaskOutcome outcome(
      TaskId task, Instant started, Status status, String code, TaskResult result) {
    double seconds = Duration.between(started, clock.instant()).toMillis() / 1000.0;
    return new TaskOutcome(
        open.pipeline().name(),
        task.id(),
        status,
        code,
        result.message(),
        started,
        seconds,
        result.details());
  }

  private void keep(TaskOutcome outcome) {
    try {
      String details = new ObjectMapper().writeValueAsString(outcome.details());
      new TaskRuns(open.ledgerDatabase())
          .keep(outcome.pipeline(), outcome.task(), outcome.code(), details, outcome.startedAt());
    } catch (AzudException e) {
      LOG.warn("the ledger did not keep the outcome of {}: {}", outcome.task(), e.getMessage());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("details are plain values", e);
    }
  }
}
