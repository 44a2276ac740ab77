// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis;

import io.azud.engine.Connections;
import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.task.PlatformCheck;
import io.azud.environment.Environment;
import io.azud.pipeline.Pipeline;
import io.azud.server.incident.Incident;
import io.azud.server.incident.evidence.Redaction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where an incident happened, as far as it is known: a file that cannot be read leaves its
 * definition empty.
 *
 * @param logs files that may tell of it
 * @param platform how the host looks after what runs the pipelines
 */
public record Scene(
    Incident incident,
    Optional<Pipeline> definition,
    Optional<Environment> where,
    Optional<Path> pipelineFile,
    Optional<Path> environmentFile,
    List<Path> logs,
    PlatformCheck platform,
    Clock clock) {

  /** How long a database may stay silent while it is looked at. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  public Scene {
    logs = List.copyOf(logs);
  }

  /**
   * @throws CannotLook when it could not be read
   */
  public Pipeline pipeline() {
    return definition.orElseThrow(() -> new CannotLook("no pipeline file could be read"));
  }

  /**
   * @throws CannotLook when it could not be read
   */
  public Environment environment() {
    return where.orElseThrow(() -> new CannotLook("no environment file could be read"));
  }

  public Connections connections() {
    return new Connections(pipeline(), environment());
  }

  public PostgresDatabase ledger() {
    return new PostgresDatabase(environment().ledger()).withSilence(SILENCE);
  }

  public PostgresDatabase postgres() {
    return new PostgresDatabase(environment().postgres()).withSilence(SILENCE);
  }

  public Redaction redaction() {
    return where.map(Redaction::of).orElse(Redaction.BY_LOOKS);
  }
}
