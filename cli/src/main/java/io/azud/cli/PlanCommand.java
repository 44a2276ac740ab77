// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.OpenPipeline;
import io.azud.spi.Change;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code azud plan}: what {@code apply} would do. */
@Command(
    name = "plan",
    description =
        "Show what would be made or changed in the topic and the stores, without touching anything.")
final class PlanCommand extends PipelineCommand {

  @Override
  int run(OpenPipeline open) {
    List<Change> changes = open.plan();
    output().print(text(changes, "to be made"), () -> json(changes));
    return 0;
  }

  static String text(List<Change> changes, String what) {
    if (changes.isEmpty()) {
      return "Nothing to change: everything is as declared.\n";
    }
    StringBuilder text = new StringBuilder();
    for (Change change : changes) {
      text.append("-- ")
          .append(change.target())
          .append('\n')
          .append(change.statement())
          .append("\n\n");
    }
    return text.append(changes.size())
        .append(changes.size() == 1 ? " change " : " changes ")
        .append(what)
        .append(".\n")
        .toString();
  }

  static Object json(List<Change> changes) {
    return Map.of(
        "changes",
        changes.stream()
            .map(change -> Map.of("target", change.target(), "statement", change.statement()))
            .toList());
  }
}
