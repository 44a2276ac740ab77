// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
    name = "azud",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    description =
        "One YAML file: from Kafka and files to an Iceberg lake and PostgreSQL, each record exactly once.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:anything that is none of these",
      "2:wrong use of the command",
      "3:pipeline or environment file not valid",
      "4:something outside cannot be reached, or refuses",
      "5:data over the limits, or books that do not balance",
      "6:another instance has taken over",
      "75:try again later",
      "99:nothing to do"
    },
    subcommands = {
      HelpCommand.class,
      InitCommand.class,
      ValidateCommand.class,
      SchemaCommand.class,
      PlanCommand.class,
      ApplyCommand.class,
      RunCommand.class,
      TaskCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      MetricsCommand.class,
      VerifyCommand.class,
      MaintainCommand.class,
      DeadLettersCommand.class,
      ServeCommand.class,
      RenderCommand.class,
      IncidentCommand.class,
      UpCommand.class,
      DemoCommand.class,
    })
final class AzudCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace when something fails.")
  @SuppressWarnings("unused") // Main looks for it before the command line is read
  private boolean debug;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do, for example: azud demo");
  }
}
