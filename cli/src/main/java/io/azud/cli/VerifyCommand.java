// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.text.TextTable;
import io.azud.engine.OpenPipeline;
import io.azud.engine.verify.PartitionCheck;
import io.azud.engine.verify.Verification;
import io.azud.engine.verify.VerifyReport;
import io.azud.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code azud verify}: prove the books from the stores. */
@Command(
    name = "verify",
    description =
        "Count every row and dead letter again and compare with the books, for each partition of the source."
            + " Exit status 5 when something does not agree.")
final class VerifyCommand extends PipelineCommand {

  @Override
  int run(OpenPipeline open) {
    VerifyReport report = new Verification(open).run();
    output().print(text(report), () -> json(report));
    return report.balanced() ? 0 : ErrorCode.BOOKS_UNBALANCED.exitStatus();
  }

  static String text(VerifyReport report) {
    TextTable table =
        new TextTable(
            "sink",
            "partition",
            "read",
            "accepted",
            "rejected",
            "filtered",
            "tombstones",
            "rows in store",
            "dead letters",
            "recovered",
            "");
    StringBuilder problems = new StringBuilder();
    report
        .sinks()
        .forEach(
            (sink, checks) -> {
              for (PartitionCheck check : checks) {
                table.row(
                    sink,
                    check.partition(),
                    check.counts().read(),
                    check.counts().accepted(),
                    check.counts().rejected(),
                    check.counts().filtered(),
                    check.counts().tombstones(),
                    check.rows(),
                    check.deadLetters(),
                    check.recovered(),
                    check.problems().isEmpty() ? "ok" : "WRONG");
                for (String problem : check.problems()) {
                  problems
                      .append(sink)
                      .append(", partition ")
                      .append(check.partition())
                      .append(": ")
                      .append(problem)
                      .append('\n');
                }
              }
            });
    String verdict =
        report.balanced() ? "The books balance.\n" : "The books do not balance:\n" + problems;
    return table + "\n" + verdict;
  }

  private static Object json(VerifyReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pipeline", report.pipeline());
    json.put("balanced", report.balanced());
    Map<String, Object> sinks = new LinkedHashMap<>();
    report
        .sinks()
        .forEach(
            (sink, checks) -> sinks.put(sink, checks.stream().map(VerifyCommand::json).toList()));
    json.put("sinks", sinks);
    return json;
  }

  private static Map<String, Object> json(PartitionCheck check) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("partition", check.partition());
    json.put("base", check.base());
    json.put("watermark", check.watermark());
    json.putAll(CountsView.json(check.counts()));
    json.put("gaps", check.gaps());
    json.put("lost", check.lost());
    json.put("rows", check.rows());
    json.put("distinct", check.distinct());
    json.put("beyond", check.beyond());
    json.put("deadLetters", check.deadLetters());
    json.put("recovered", check.recovered());
    json.put("problems", List.copyOf(check.problems()));
    return json;
  }
}
