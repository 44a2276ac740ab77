// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Scene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks as {@code azud task} in processes of their own, so that a server that lives long does
 * not share its memory, or its only Spark, with them.
 */
public final class CommandHands implements Hands {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> azud;
  private final Scene scene;
  private final RuntimeControl runtime;
  private final Duration longest;

  /**
   * @param azud the command, and what comes before {@code task}
   * @param longest after this a task is ended and has failed
   */
  public CommandHands(List<String> azud, Scene scene, RuntimeControl runtime, Duration longest) {
    this.azud = List.copyOf(azud);
    this.scene = scene;
    this.runtime = runtime;
    this.longest = longest;
  }

  @Override
  public TaskOutcome run(TaskId task) {
    return run(task, List.of());
  }

  @Override
  public TaskOutcome transformAtMost(long mostRecords) {
    return run(TaskId.TRANSFORMAR_DATOS_TASK, List.of("--at-most", Long.toString(mostRecords)));
  }

  private TaskOutcome run(TaskId task, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("task", task.id()));
    arguments.addAll(more);
    Ended ended = run(task.id(), arguments);
    return outcome(task, ended.status(), ended.printed());
  }

  @Override
  public void maintain() {
    Ended ended = run("azud maintain", List.of("maintain"));
    if (ended.status() != 0) {
      throw refused(ended);
    }
  }

  /** What the report says; without one, what the status says. */
  private static AzudException refused(Ended ended) {
    try {
      JsonNode failure = JSON.readTree(ended.printed()).at("/failures/0");
      if (!failure.path("code").asText().isEmpty()) {
        return new AzudException(
            ErrorCode.valueOf(failure.path("code").asText()), failure.path("message").asText());
      }
    } catch (JsonProcessingException e) {
      return new AzudException(ErrorCode.INTERNAL, "azud maintain printed no report", e);
    }
    ErrorCode code =
        switch (ended.status()) {
          case 99 -> ErrorCode.NOTHING_TO_DO;
          case 4, 75 -> ErrorCode.TRY_AGAIN;
          default -> ErrorCode.INTERNAL;
        };
    return new AzudException(
        code, "azud maintain ended with status " + ended.status() + "; run it by hand to see why");
  }

  /** How a command ended, and what it printed. */
  private record Ended(int status, String printed) {}

  private Ended run(String what, List<String> arguments) {
    List<String> command = new ArrayList<>(azud);
    command.addAll(arguments);
    command.addAll(List.of("-o", "json"));
    command.addAll(List.of("--pipeline", file(scene.pipelineFile(), "pipeline")));
    command.addAll(List.of("--environment", file(scene.environmentFile(), "environment")));
    Path out = null;
    try {
      out = Files.createTempFile("azud-task", ".json");
      return run(what, command, out);
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.TRY_AGAIN, "azud cannot be started for " + what + ": " + e.getMessage(), e);
    } finally {
      delete(out);
    }
  }

  private Ended run(String what, List<String> command, Path out) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(out.toFile())
            .start();
    try {
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AzudException(
            ErrorCode.TRY_AGAIN,
            what + " did not end within " + longest.toMinutes() + " min and was ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AzudException(ErrorCode.TRY_AGAIN, "interrupted while " + what + " ran", e);
    } finally {
      process.destroy();
    }
    return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }

  private TaskOutcome outcome(TaskId task, int exitStatus, String printed) {
    try {
      JsonNode json = JSON.readTree(printed);
      if (!json.path("code").asText().isEmpty()) {
        return new TaskOutcome(
            json.path("pipeline").asText(),
            task.id(),
            TaskOutcome.Status.valueOf(json.path("status").asText().toUpperCase(Locale.ROOT)),
            json.path("code").asText(),
            json.path("message").asText(),
            Instant.parse(json.path("startedAt").asText()),
            json.path("seconds").asDouble(),
            Map.of());
      }
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new AzudException(ErrorCode.INTERNAL, task.id() + " printed no outcome", e);
    }
    throw new AzudException(
        ErrorCode.INTERNAL, task.id() + " ended with status " + exitStatus + " and no outcome");
  }

  private static String file(java.util.Optional<Path> file, String what) {
    return file.map(Path::toString)
        .orElseThrow(
            () -> new AzudException(ErrorCode.USAGE, "the place of the " + what + " is not known"));
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  @Override
  public void restartRuntime() {
    runtime.restart(scene.environment());
  }

  @Override
  public void close() {
    // Each process ends by itself.
  }
}
