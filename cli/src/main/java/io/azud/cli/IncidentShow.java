// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentDocument;
import io.azud.server.incident.IncidentEvent;
import io.azud.server.incident.IncidentJson;
import io.azud.server.incident.IncidentLedger;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code azud incident show}. */
@Command(name = "show", description = "Show one incident: its evidence, and all that was done.")
final class IncidentShow extends IncidentAction {
  @Parameters(index = "0", paramLabel = "ID", description = "The incident's number.")
  private long id;

  @Override
  public Integer call() {
    IncidentLedger ledger = ledger(environment());
    Incident incident = ledger.require(id);
    List<IncidentEvent> timeline = ledger.timeline(id);
    output()
        .print(
            IncidentDocument.markdown(incident, timeline, clock().instant()),
            () -> IncidentJson.of(incident, timeline));
    return 0;
  }
}
