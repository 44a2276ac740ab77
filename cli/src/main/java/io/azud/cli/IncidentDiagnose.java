// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.text.TextTable;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.diagnosis.Diagnosis;
import io.azud.server.incident.diagnosis.Finding;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.procedure.Procedure;
import picocli.CommandLine.Command;

/** {@code azud incident diagnose}. */
@Command(
    name = "diagnose",
    description = "Look at everything that the incident may come from, and say what is broken.")
final class IncidentDiagnose extends IncidentScene {

  @Override
  int run(Scene scene, Procedure procedure, IncidentLedger ledger) {
    Diagnosis diagnosis = procedure.diagnose(scene, person());
    output().print(text(diagnosis), diagnosis::json);
    return 0;
  }

  static String text(Diagnosis diagnosis) {
    TextTable table = new TextTable("check", "finding", "evidence");
    for (Finding finding : diagnosis.findings()) {
      table.row(
          finding.check(), finding.saw().judgement().id(), firstLine(finding.saw().evidence()));
    }
    return table + "\n" + diagnosis.summary() + "\n";
  }

  private static String firstLine(String evidence) {
    String line = evidence.lines().findFirst().orElse("");
    return line.length() > 140 ? line.substring(0, 140) + "…" : line;
  }
}
