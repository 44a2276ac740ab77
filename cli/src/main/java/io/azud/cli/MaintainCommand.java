// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.OpenPipeline;
import io.azud.engine.maintain.MaintenanceReport;
import io.azud.engine.maintain.PipelineMaintenance;
import io.azud.spi.Maintenance.Mode;
import io.azud.spi.Maintenance.Work;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code azud maintain}: look after the stores, beside a pipeline that runs. */
@Command(
    name = "maintain",
    description =
        "Compact small files, expire old snapshots, remove files that nothing needs, make and detach partitions;"
            + " the pipeline may run meanwhile. Exit status 99 when there is nothing to do, 75 when something was locked.")
final class MaintainCommand extends PipelineCommand {
  private static final Logger LOG = LoggerFactory.getLogger(MaintainCommand.class);

  @Option(
      names = "--only",
      paramLabel = "compact|expire|orphans|partitions",
      split = ",",
      description = "Only this; can be repeated. Default: everything.")
  private Set<Work> only = EnumSet.noneOf(Work.class);

  @Option(names = "--dry-run", description = "Tell what would be done, and change nothing.")
  private boolean dryRun;

  @Override
  int run(OpenPipeline open) {
    Mode mode = dryRun ? Mode.DRY_RUN : Mode.FOR_REAL;
    MaintenanceReport report =
        new PipelineMaintenance(open, Clock.systemUTC(), LOG::info)
            .run(only.isEmpty() ? Work.ALL : only, mode);
    output().print(MaintainView.text(report), () -> MaintainView.json(report));
    report.requireDone();
    return 0;
  }
}
