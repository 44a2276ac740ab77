// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.environment.Environment;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.diagnosis.Diagnostician;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.procedure.Procedure;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that does one step of the procedure for one incident. */
abstract class IncidentScene extends IncidentAction {
  @Parameters(index = "0", paramLabel = "ID", description = "The incident's number.")
  private long id;

  @Option(
      names = {"-p", "--pipeline"},
      paramLabel = "FILE",
      description = "The pipeline's file, when the incident does not name it.")
  private List<Path> pipelines = List.of();

  @Option(names = "--log", paramLabel = "FILE", description = "A log file that may tell of it.")
  private List<Path> logs = List.of();

  @Override
  public final Integer call() {
    Environment where = environment();
    IncidentLedger ledger = ledger(where);
    try (Diagnostician diagnostician = new Diagnostician(clock())) {
      Scene scene = site(where, pipelines, logs).scene(ledger.require(id));
      return run(scene, procedure(ledger, diagnostician, where), ledger);
    }
  }

  /**
   * @return the exit status
   */
  abstract int run(Scene scene, Procedure procedure, IncidentLedger ledger);
}
