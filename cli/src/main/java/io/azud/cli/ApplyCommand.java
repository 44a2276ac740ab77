// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.OpenPipeline;
import io.azud.spi.Change;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code azud apply}: make what is declared. */
@Command(
    name = "apply",
    description =
        "Make the topic, tables, partitions and indexes that are declared; safe to repeat.")
final class ApplyCommand extends PipelineCommand {

  @Override
  int run(OpenPipeline open) {
    List<Change> changes = open.plan();
    open.apply();
    output().print(PlanCommand.text(changes, "made"), () -> PlanCommand.json(changes));
    return 0;
  }
}
