// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.text.TextTable;
import io.azud.engine.OpenPipeline;
import io.azud.engine.deadletter.DeadLetter;
import io.azud.engine.deadletter.DeadLetterFilter;
import io.azud.engine.deadletter.DeadLetters;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code azud deadletters list}. */
@Command(
    name = "list",
    description = "List dead letters in the order of their positions, without their content.")
final class DeadLettersList extends PipelineCommand {
  @Mixin private DeadLetterFilterOptions which;

  @Option(
      names = "--recovered",
      description = "Those that were redriven with success, instead of those that wait.")
  private boolean recovered;

  @Option(
      names = "--limit",
      defaultValue = "100",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  int run(OpenPipeline open) {
    DeadLetters letters = new DeadLetters(open.ledgerDatabase(), open.pipeline().name());
    List<DeadLetter> found =
        open.ledger().exists() ? find(letters, which.filter(limit)) : List.of();
    output()
        .print(
            text(found),
            () -> Map.of("deadLetters", found.stream().map(DeadLetterView::json).toList()));
    return 0;
  }

  private List<DeadLetter> find(DeadLetters letters, DeadLetterFilter filter) {
    return recovered ? letters.recovered(filter) : letters.list(filter);
  }

  private String text(List<DeadLetter> letters) {
    if (letters.isEmpty()) {
      return "No dead letters.\n";
    }
    TextTable table = new TextTable("partition", "offset", "stage", "rule", "reason");
    for (DeadLetter letter : letters) {
      table.row(
          letter.partition(),
          Long.toString(letter.offset()),
          letter.stage(),
          letter.rule(),
          letter.reason());
    }
    String hint =
        letters.size() == limit
            ? "\nThe first "
                + limit
                + "; more with --limit, fewer with --rule, --stage, --partition.\n"
            : "";
    return table + hint + "\nSee one whole: azud deadletters show FILE --partition P --offset N\n";
  }
}
