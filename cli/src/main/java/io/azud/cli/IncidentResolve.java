// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.error.ErrorCode;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentJson;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.procedure.Procedure;
import io.azud.server.incident.remedy.Consent;
import io.azud.server.incident.remedy.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code azud incident resolve}. */
@Command(
    name = "resolve",
    description =
        "Apply the safe remedy of the incident's code, and look whether it has helped; or say with --done that a person has"
            + " resolved it. Exit status 75 when it is not resolved.")
final class IncidentResolve extends IncidentScene {
  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(
      names = "--done",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "It is over: what was done, in a sentence.")
  private String done;

  @Override
  int run(Scene scene, Procedure procedure, IncidentLedger ledger) {
    long id = scene.incident().id();
    if (!done.isEmpty()) {
      ledger.resolve(id, person(), done);
      return tell(ledger.require(id), "done: " + done, "done");
    }
    Outcome outcome =
        dryRun
            ? procedure.plan(scene, person())
            : procedure.resolve(scene, hands(scene), Consent.of(person()));
    return tell(ledger.require(id), outcome.message(), word(outcome));
  }

  private int tell(Incident incident, String message, String word) {
    output()
        .print(
            "incident " + incident.id() + " " + incident.state().id() + ": " + message + "\n",
            () -> json(incident, message, word));
    return dryRun || incident.isResolved() ? 0 : ErrorCode.TRY_AGAIN.exitStatus();
  }

  private static Map<String, Object> json(Incident incident, String message, String word) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("outcome", word);
    json.put("message", message);
    json.put("incident", IncidentJson.of(incident));
    return json;
  }

  private static String word(Outcome outcome) {
    if (outcome instanceof Outcome.Helped) {
      return "helped";
    }
    if (outcome instanceof Outcome.Planned) {
      return "planned";
    }
    return outcome instanceof Outcome.Withheld ? "withheld" : "not_helped";
  }
}
