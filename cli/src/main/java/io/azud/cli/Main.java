// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.log.LogFiles;
import io.azud.engine.log.LogLabels;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The {@code azud} command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Spark leaves threads behind that would keep the process alive.
    System.exit(run(args));
  }

  static int run(String... args) {
    CommandLine line = new CommandLine(new AzudCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO));
    Failures failures =
        new Failures(
            Arrays.asList(args).contains("--debug"),
            "ecs".equals(System.getenv("AZUD_LOG")) ? Failures.Place.LOG : Failures.Place.STDERR);
    line.setParameterExceptionHandler(failures);
    line.setExecutionExceptionHandler(failures);
    try (LogLabels.Scope scope = RunLabels.of(System.getenv()).open()) {
      return line.execute(args);
    } finally {
      LogFiles.stop();
    }
  }
}
