// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.OpenPipeline;
import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.engine.task.TaskRunner;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azud task}: one of the six steps that an orchestrator runs. */
@Command(
    name = "task",
    description =
        "Run one of the six tasks and print its outcome. Each can be repeated; exit status 99 means nothing to do.")
final class TaskCommand extends PipelineCommand {
  @Parameters(
      index = "0",
      paramLabel = "TASK",
      description = "${COMPLETION-CANDIDATES}",
      completionCandidates = TaskNames.class)
  private String task;

  @Option(
      names = "--at-most",
      paramLabel = "N",
      defaultValue = "0",
      description = "With transformar_datos_task: cover at most so many records of each partition.")
  private long mostRecords;

  /** The tasks' names, for the help and for shell completion. */
  static final class TaskNames extends java.util.ArrayList<String> {
    private static final long serialVersionUID = 1L;

    TaskNames() {
      super(Arrays.stream(TaskId.values()).map(TaskId::id).toList());
    }
  }

  @Override
  int run(OpenPipeline open) {
    TaskRunner runner = new TaskRunner(open, new LocalPlatformCheck(), Clock.systemUTC());
    TaskOutcome outcome = (mostRecords > 0 ? runner.atMost(mostRecords) : runner).run(taskId());
    output().print(text(outcome), () -> json(outcome));
    return outcome.exitStatus();
  }

  /** An orchestrator gets its outcome also when the task could not even begin. */
  @Override
  void failed(AzudException e) {
    TaskOutcome outcome =
        new TaskOutcome(
            file().toString(),
            task,
            TaskOutcome.Status.FAILED,
            e.code().name(),
            e.getMessage(),
            Clock.systemUTC().instant(),
            0,
            Map.of());
    output().print("", () -> json(outcome));
  }

  @Override
  void check() {
    taskId();
  }

  private TaskId taskId() {
    return Arrays.stream(TaskId.values())
        .filter(id -> id.id().equals(task))
        .findFirst()
        .orElseThrow(
            () ->
                new AzudException(
                    ErrorCode.USAGE,
                    "there is no task \""
                        + task
                        + "\"; the tasks are "
                        + Arrays.stream(TaskId.values())
                            .map(TaskId::id)
                            .collect(Collectors.joining(", "))));
  }

  static String text(TaskOutcome outcome) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s %s in %.1f s: %s%n",
            outcome.task(),
            outcome.status().name().toLowerCase(Locale.ROOT),
            outcome.seconds(),
            outcome.code().equals(TaskOutcome.OK)
                ? outcome.message()
                : outcome.code() + ": " + outcome.message()));
    outcome
        .details()
        .forEach(
            (name, value) ->
                text.append("  ").append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }

  static Object json(TaskOutcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pipeline", outcome.pipeline());
    json.put("task", outcome.task());
    json.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    json.put("code", outcome.code());
    json.put("retryable", isRetryable(outcome.code()));
    json.put("message", outcome.message());
    json.put("startedAt", outcome.startedAt().toString());
    json.put("seconds", outcome.seconds());
    json.put("exitStatus", outcome.exitStatus());
    json.put("details", outcome.details());
    return json;
  }

  private static boolean isRetryable(String code) {
    return !code.equals(TaskOutcome.OK) && ErrorCode.valueOf(code).retryable();
  }
}
