// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.procedure;

import io.azud.engine.definition.EnvironmentReader;
import io.azud.engine.definition.PipelineReader;
import io.azud.engine.task.PlatformCheck;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.pipeline.Pipeline;
import io.azud.server.incident.Incident;
import io.azud.server.incident.Origin;
import io.azud.server.incident.diagnosis.Scene;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An installation as the procedure sees it: its environment, and the files of its pipelines by
 * their names.
 *
 * @param logs files that may tell of any incident here
 */
public record Site(
    Environment environment,
    Path environmentFile,
    Map<String, Path> pipelineFiles,
    List<Path> logs,
    PlatformCheck platform,
    Clock clock) {

  /** The fact under which a report names a log file; only those of tasks and persons count. */
  public static final String LOG = "log";

  /** The fact under which a report names the pipeline's file, on the same conditions. */
  public static final String PIPELINE_FILE = "pipeline_file";

  public Site {
    pipelineFiles = Map.copyOf(pipelineFiles);
    logs = List.copyOf(logs);
  }

  /**
   * Where an incident happened. The files are read anew, as they are now; an environment file that
   * cannot be read counts as it was, so that everything else can still be looked at.
   */
  public Scene scene(Incident incident) {
    Optional<Path> file =
        Optional.ofNullable(pipelineFiles.get(incident.pipeline()))
            .or(() -> ownFile(incident, PIPELINE_FILE));
    return new Scene(
        incident,
        file.flatMap(Site::read),
        Optional.of(current()),
        file,
        Optional.of(environmentFile),
        logsOf(incident),
        platform,
        clock);
  }

  private Environment current() {
    try {
      return new EnvironmentReader(System.getenv()).read(environmentFile);
    } catch (AzudException e) {
      return environment;
    }
  }

  private static Optional<Pipeline> read(Path file) {
    try {
      return Optional.of(new PipelineReader(System.getenv()).read(file));
    } catch (AzudException e) {
      return Optional.empty();
    }
  }

  private List<Path> logsOf(Incident incident) {
    List<Path> all = new ArrayList<>(logs);
    ownFile(incident, LOG).ifPresent(all::add);
    return all;
  }

  /** An alert comes from outside: it does not say which of our files to read and send around. */
  private static Optional<Path> ownFile(Incident incident, String fact) {
    boolean ours = incident.origin() == Origin.TASK || incident.origin() == Origin.PERSON;
    String name = incident.facts().getOrDefault(fact, "");
    try {
      return ours && !name.isEmpty()
          ? Optional.of(Path.of(name)).filter(Files::isRegularFile)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
