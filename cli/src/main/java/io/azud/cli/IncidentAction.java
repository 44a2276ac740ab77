// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.definition.PipelineReader;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.IncidentPlaces;
import io.azud.server.incident.Spool;
import io.azud.server.incident.diagnosis.Diagnostician;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.procedure.Procedure;
import io.azud.server.incident.procedure.Site;
import io.azud.server.incident.remedy.Hands;
import io.azud.server.incident.remedy.OwnHands;
import io.azud.server.incident.remedy.Sleeper;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that works on the incidents of one environment. */
abstract class IncidentAction implements Callable<Integer> {
  @Option(
      names = {"-e", "--environment"},
      paramLabel = "FILE",
      defaultValue = "${env:AZUD_ENVIRONMENT}",
      description = "Whose incidents. Default: the variable AZUD_ENVIRONMENT.")
  private Path environment;

  @Mixin private OutputOption output;

  private final Clock clock = Clock.systemUTC();

  OutputOption output() {
    return output;
  }

  Clock clock() {
    return clock;
  }

  Path environmentFile() {
    if (environment == null) {
      throw new AzudException(
          ErrorCode.USAGE,
          "say whose incidents: --environment FILE, or the variable AZUD_ENVIRONMENT");
    }
    return environment.toAbsolutePath();
  }

  Environment environment() {
    return DeclaredEnvironment.read(environmentFile());
  }

  /** The incidents of the environment, with those that have waited for the ledger. */
  IncidentLedger ledger(Environment where) {
    IncidentLedger ledger = new IncidentLedger(new PostgresDatabase(where.ledger()));
    ledger.create();
    for (IncidentPlaces places :
        List.of(
            IncidentPlaces.of(where, System.getenv()), IncidentPlaces.ofUser(System.getenv()))) {
      new Spool(places.waiting(), clock).drain(ledger::fileLate);
    }
    return ledger;
  }

  Site site(Environment where, List<Path> pipelines, List<Path> logs) {
    Map<String, Path> byName = new HashMap<>();
    for (Path file : pipelines) {
      byName.put(new PipelineReader(System.getenv()).read(file).name(), file.toAbsolutePath());
    }
    return new Site(where, environmentFile(), byName, logs, new LocalPlatformCheck(), clock);
  }

  Procedure procedure(IncidentLedger ledger, Diagnostician diagnostician, Environment where) {
    Path bundles = IncidentPlaces.of(where, System.getenv()).bundles();
    return new Procedure(ledger, diagnostician, bundles, Sleeper.real());
  }

  Supplier<Hands> hands(Scene scene) {
    return () -> new OwnHands(scene, new LocalPlatformRestart(), clock);
  }

  /** On whose behalf. */
  static String person() {
    return System.getProperty("user.name", "unknown");
  }
}
