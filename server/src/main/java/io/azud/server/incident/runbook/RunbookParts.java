// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.runbook;

import io.azud.engine.task.TaskId;
import io.azud.environment.Remedy;
import io.azud.error.ErrorCode;
import io.azud.server.incident.AlertCode;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.check.Checks;
import io.azud.server.incident.remedy.Remedies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parts of the runbook that the code decides, between {@link #BEGIN} and {@link #END} of each
 * page: what a code is, what Azud does about it, what it looks at.
 */
public final class RunbookParts {
  public static final String BEGIN = "<!-- from the code: begin -->\n";
  public static final String END = "<!-- from the code: end -->\n";

  private final Language language;

  public RunbookParts(Language language) {
    this.language = language;
  }

  /** All codes that have a page: errors first, then what alerts watch. */
  public static List<String> codes() {
    return Stream.concat(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::name),
            Arrays.stream(AlertCode.values()).map(AlertCode::name))
        .toList();
  }

  /** The name of a code's page, which is also its anchor in the index. */
  public static String anchor(String code) {
    return code.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Of a code's page. */
  public String code(String code) {
    List<String> lines = new ArrayList<>();
    lines.add("| | |");
    lines.add("|---|---|");
    errorCode(code).ifPresent(error -> facts(error, lines));
    List<Remedy> remedies = remedies(code);
    lines.add(
        "| "
            + language.word("remedies")
            + " | "
            + (remedies.isEmpty() ? language.word("no-remedy") : list(remedies))
            + " |");
    return String.join("\n", lines) + "\n";
  }

  private void facts(ErrorCode error, List<String> lines) {
    lines.add("| " + language.word("exit") + " | " + error.exitStatus() + " |");
    lines.add(
        "| "
            + language.word("blame")
            + " | "
            + language.word("blame." + error.blame().name().toLowerCase(Locale.ROOT))
            + " |");
    lines.add(
        "| "
            + language.word("retry")
            + " | "
            + language.word(error.retryable() ? "yes" : "no")
            + " |");
  }

  private String list(List<Remedy> remedies) {
    return String.join(
        "<br>",
        remedies.stream()
            .map(remedy -> "`" + remedy.id() + "`: " + language.does(remedy))
            .toList());
  }

  private static List<Remedy> remedies(String code) {
    return errorCode(code).map(Remedies::of).orElseGet(() -> Remedies.of(AlertCode.valueOf(code)));
  }

  private static Optional<ErrorCode> errorCode(String code) {
    return Arrays.stream(ErrorCode.values()).filter(each -> each.name().equals(code)).findFirst();
  }

  /** Of a task's page: what its diagnosis looks at. */
  public String task(TaskId task) {
    StringBuilder part = new StringBuilder();
    part.append("| ").append(language.word("check")).append(" | ");
    part.append(language.word("question")).append(" |\n|---|---|\n");
    for (Check check : Checks.of(task)) {
      part.append("| `").append(check.name()).append("` | ");
      part.append(language.question(check)).append(" |\n");
    }
    return part.toString();
  }

  /** Of the index. */
  public String index() {
    StringBuilder part = new StringBuilder();
    part.append("| ").append(language.word("task")).append(" |\n|---|\n");
    for (TaskId task : TaskId.values()) {
      part.append("| [`").append(task.id()).append("`](tasks/").append(anchor(task.id()));
      part.append(".md) |\n");
    }
    part.append("\n| ").append(language.word("code")).append(" | ");
    part.append(language.word("remedies")).append(" |\n|---|---|\n");
    for (String code : codes()) {
      String names =
          String.join(", ", remedies(code).stream().map(each -> "`" + each.id() + "`").toList());
      part.append("| <a id=\"").append(anchor(code)).append("\"></a>[`").append(code);
      part.append("`](codes/").append(anchor(code)).append(".md) | ");
      part.append(names.isEmpty() ? language.word("person") : names).append(" |\n");
    }
    return part.toString();
  }
}
