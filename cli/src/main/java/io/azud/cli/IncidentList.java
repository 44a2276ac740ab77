// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.text.TextTable;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentFilter;
import io.azud.server.incident.IncidentJson;
import io.azud.server.incident.IncidentState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code azud incident list}. */
@Command(name = "list", description = "List the incidents that are not over, the latest first.")
final class IncidentList extends IncidentAction {
  @Option(names = "--all", description = "Those that are over, too.")
  private boolean all;

  @Option(
      names = {"-p", "--pipeline"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only those of this pipeline.")
  private String pipeline;

  @Option(
      names = "--limit",
      defaultValue = "100",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() {
    Set<IncidentState> states = all ? Set.of() : IncidentFilter.ACTIVE.states();
    List<Incident> incidents =
        ledger(environment()).list(new IncidentFilter(states, pipeline, limit));
    output()
        .print(
            text(incidents),
            () -> Map.of("incidents", incidents.stream().map(IncidentJson::of).toList()));
    return 0;
  }

  private String text(List<Incident> incidents) {
    if (incidents.isEmpty()) {
      return all ? "No incidents.\n" : "No incidents are open.\n";
    }
    TextTable table =
        new TextTable(
            "id", "state", "severity", "pipeline", "task", "code", "seen", "last seen", "");
    for (Incident each : incidents) {
      table.row(
          Long.toString(each.id()),
          each.state().id(),
          each.severity().id(),
          each.pipeline(),
          each.task(),
          each.code(),
          each.seen(),
          each.lastSeenAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
          each.summary().length() > 60 ? each.summary().substring(0, 60) + "…" : each.summary());
    }
    return table + "\nSee one whole: azud incident show ID\n";
  }
}
