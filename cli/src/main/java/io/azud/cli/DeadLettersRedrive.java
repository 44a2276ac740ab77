// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.text.TextTable;
import io.azud.engine.OpenPipeline;
import io.azud.engine.deadletter.Redrive;
import io.azud.engine.deadletter.RedriveOptions;
import io.azud.engine.deadletter.RedriveReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code azud deadletters redrive}. */
@Command(
    name = "redrive",
    description =
        "Take dead letters through the pipeline as it is declared now, and write those that pass into every store, once.")
final class DeadLettersRedrive extends PipelineCommand {
  @Mixin private DeadLetterFilterOptions which;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private int limit = RedriveOptions.DEFAULT_LIMIT;

  @Option(
      names = "--max-tries",
      paramLabel = "N",
      description =
          "Leave out those that were redriven in vain so often. Default: ${DEFAULT-VALUE}.")
  private int tries = RedriveOptions.DEFAULT_TRIES;

  @Option(names = "--dry-run", description = "Tell what would happen, and change nothing.")
  private boolean dryRun;

  @Override
  int run(OpenPipeline open) {
    RedriveOptions options =
        new RedriveOptions(
            which.filter(limit),
            dryRun ? RedriveOptions.Mode.DRY_RUN : RedriveOptions.Mode.FOR_REAL,
            tries,
            System.getProperty("user.name"));
    RedriveReport report = new Redrive(open).run(options);
    output().print(text(report), () -> json(report));
    return 0;
  }

  private String text(RedriveReport report) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%,d dead letters examined: %,d %s, %,d left out by the filter now, %,d still rejected; %,d not examined%n",
                report.examined(),
                report.recovered(),
                dryRun ? "would be recovered" : "recovered",
                report.filtered(),
                report.rejected(),
                report.waiting()));
    if (!report.stillRejectedBy().isEmpty()) {
      TextTable table = new TextTable("still rejected by", "records");
      report.stillRejectedBy().forEach(table::row);
      text.append('\n').append(table);
    }
    return text.toString();
  }

  private static Object json(RedriveReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mode", report.mode().name().toLowerCase(Locale.ROOT));
    json.put("examined", report.examined());
    json.put("recovered", report.recovered());
    json.put("filtered", report.filtered());
    json.put("rejected", report.rejected());
    json.put("waiting", report.waiting());
    json.put("stillRejectedBy", report.stillRejectedBy());
    return json;
  }
}
