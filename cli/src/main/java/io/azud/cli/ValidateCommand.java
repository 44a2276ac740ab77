// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.definition.EnvironmentReader;
import io.azud.engine.definition.PipelineReader;
import io.azud.engine.definition.Problem;
import io.azud.error.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azud validate}: all that is wrong with a file, without connecting to anything. */
@Command(
    name = "validate",
    description = "Say everything that is wrong with pipeline files, with file, line and column.")
final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pipeline files.")
  private List<Path> files;

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "FILE",
      description = "Look at this environment file as well.")
  private Path environment;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    List<Problem> problems = new ArrayList<>();
    files.forEach(file -> problems.addAll(new PipelineReader(System.getenv()).check(file)));
    if (environment != null) {
      problems.addAll(new EnvironmentReader(System.getenv()).check(environment));
    }
    output.print(text(problems), () -> json(problems));
    return problems.isEmpty() ? 0 : ErrorCode.PIPELINE_INVALID.exitStatus();
  }

  private static String text(List<Problem> problems) {
    if (problems.isEmpty()) {
      return "Valid.\n";
    }
    StringBuilder text = new StringBuilder();
    problems.forEach(problem -> text.append(problem).append('\n'));
    return text.append(problems.size())
        .append(problems.size() == 1 ? " problem.\n" : " problems.\n")
        .toString();
  }

  private static Object json(List<Problem> problems) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("valid", problems.isEmpty());
    json.put(
        "problems",
        problems.stream()
            .map(
                problem -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("file", problem.file());
                  one.put("line", problem.line());
                  one.put("column", problem.column());
                  one.put("message", problem.message());
                  return one;
                })
            .toList());
    return json;
  }
}
