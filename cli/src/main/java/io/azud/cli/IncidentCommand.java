// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import picocli.CommandLine.Command;

/** {@code azud incident}: what is wrong, why, and what was done about it. */
@Command(
    name = "incident",
    description =
        "Incidents: open one, see why, apply the safe remedy, tell those who must know, and export the story.",
    subcommands = {
      IncidentList.class,
      IncidentShow.class,
      IncidentOpen.class,
      IncidentDiagnose.class,
      IncidentResolve.class,
      IncidentEscalate.class,
      IncidentExport.class
    })
final class IncidentCommand {}
