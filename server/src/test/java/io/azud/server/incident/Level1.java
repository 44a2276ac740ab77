// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import io.azud.engine.OpenPipeline;
import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.definition.EnvironmentReader;
import io.azud.engine.definition.PipelineReader;
import io.azud.engine.task.PlatformCheck;
import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.engine.task.TaskRunner;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Diagnostician;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.escalation.Escalator;
import io.azud.server.incident.procedure.Procedure;
import io.azud.server.incident.procedure.Site;
import io.azud.server.incident.remedy.Consent;
import io.azud.server.incident.remedy.Outcome;
import io.azud.server.incident.remedy.OwnHands;
import io.azud.server.incident.remedy.RuntimeControl;
import io.azud.server.incident.remedy.Sleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A pipeline in an environment, run and looked after as level 1 does it. */
final class Level1 {
  static final PlatformCheck ALIVE = environment -> Map.of("all", "alive");

  private final Path directory;
  private final Path pipelineFile;
  private final Path environmentFile;
  private final PlatformCheck platform;
  private RuntimeControl runtime = RuntimeControl.NONE;
  private Sleeper sleeper = time -> {};
  private String name = "flow";

  private Level1(Path directory, String pipeline, String environment, PlatformCheck platform) {
    this.directory = directory;
    this.pipelineFile = directory.resolve("pipeline.yaml");
    this.environmentFile = directory.resolve("environment.yaml");
    this.platform = platform;
    try {
      Files.writeString(pipelineFile, pipeline);
      Files.writeString(environmentFile, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Level1 of(Path directory, String pipeline, String environment) {
    return new Level1(directory, pipeline, environment, ALIVE);
  }

  Level1 checking(PlatformCheck check) {
    try {
      return new Level1(
          directory, Files.readString(pipelineFile), Files.readString(environmentFile), check);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What happens while the procedure waits. */
  Level1 whileWaiting(Runnable act) {
    sleeper = time -> act.run();
    return this;
  }

  Level1 naming(String pipeline) {
    name = pipeline;
    return this;
  }

  Level1 restartingWith(RuntimeControl control) {
    runtime = control;
    return this;
  }

  Environment environment() {
    return new EnvironmentReader(Map.of()).read(environmentFile);
  }

  IncidentLedger ledger() {
    return new IncidentLedger(new PostgresDatabase(environment().ledger()));
  }

  Path bundles() {
    return directory.resolve("bundles");
  }

  Spool spool() {
    return new Spool(directory.resolve("waiting"), Clock.systemUTC());
  }

  TaskOutcome run(TaskId task) {
    try (OpenPipeline open =
        new OpenPipeline(new PipelineReader(Map.of()).read(pipelineFile), environment())) {
      return new TaskRunner(open, platform, Clock.systemUTC()).run(task);
    }
  }

  /** What an orchestrator reports when the task has failed. */
  static IncidentReport report(TaskOutcome outcome) {
    if (outcome.status() != TaskOutcome.Status.FAILED) {
      throw new AzudException(
          ErrorCode.INTERNAL, outcome.task() + " should have failed, but: " + outcome.message());
    }
    return new IncidentReport(
        outcome.pipeline(),
        outcome.task(),
        outcome.code(),
        Severity.CRITICAL,
        Origin.TASK,
        outcome.message(),
        Map.of(),
        "");
  }

  /** What is known when it is all over. */
  record Ending(Filing filing, Outcome outcome, Incident incident, List<IncidentEvent> timeline) {
    IncidentEvent last(EventKind kind) {
      return timeline.stream()
          .filter(event -> event.kind() == kind)
          .reduce((first, second) -> second)
          .orElseThrow(() -> new AssertionError(kind + " is missing in " + timeline));
    }

    String culprit() {
      return last(EventKind.DIAGNOSED).data().path("culprit").asText();
    }

    String foundCode() {
      return last(EventKind.DIAGNOSED).data().path("code").asText();
    }
  }

  /** The task fails, and the whole procedure runs. */
  Ending failAndHandle(TaskId task) {
    return handle(report(run(task)));
  }

  Ending handle(IncidentReport report) {
    Filing[] filed = new Filing[1];
    Outcome[] outcome = new Outcome[1];
    IncidentDesk desk =
        new IncidentDesk(ledger(), spool(), incident -> outcome[0] = procedure(incident));
    filed[0] = desk.file(report);
    desk.fileWaiting();
    Incident incident =
        ledger().list(IncidentFilter.ALL).stream()
            .filter(each -> each.code().equals(report.code()))
            .filter(each -> each.pipeline().equals(report.pipeline()))
            .findFirst()
            .orElseThrow();
    return new Ending(filed[0], outcome[0], incident, ledger().timeline(incident.id()));
  }

  private Outcome procedure(Incident incident) {
    Site site =
        new Site(
            environment(),
            environmentFile,
            Map.of(name, pipelineFile),
            List.of(),
            platform,
            Clock.systemUTC());
    Scene scene = site.scene(incident);
    try (Diagnostician diagnostician = new Diagnostician(Clock.systemUTC())) {
      return new Procedure(ledger(), diagnostician, bundles(), sleeper)
          .run(
              scene,
              () -> new OwnHands(scene, runtime, Clock.systemUTC()),
              Consent.policy(environment().incidents().automatic()),
              Escalator.channels(environment().incidents()));
    }
  }
}
