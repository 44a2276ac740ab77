// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.escalation.Escalator;
import io.azud.server.incident.procedure.Procedure;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code azud incident escalate}. */
@Command(
    name = "escalate",
    description =
        "Pack the evidence, without secrets, and tell everybody whom the environment file names; nobody twice.")
final class IncidentEscalate extends IncidentScene {

  @Override
  int run(Scene scene, Procedure procedure, IncidentLedger ledger) {
    Path bundle =
        procedure.escalate(scene, person(), Escalator.channels(scene.environment().incidents()));
    output().print("Evidence: " + bundle + "\n", () -> Map.of("bundle", bundle.toString()));
    return 0;
  }
}
