// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever ends a command into one message on stderr and an exit status. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final boolean showsTraces;

  Failures(boolean showsTraces) {
    this.showsTraces = showsTraces;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("error[USAGE]: " + e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        err.println(
            "  did you mean: "
                + String.join(", ", suggestions.subList(0, Math.min(3, suggestions.size()))));
      }
    }
    err.println("  help: " + command.getCommandSpec().qualifiedName() + " --help");
    return ErrorCode.USAGE.exitStatus();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (e instanceof AzudException azud && azud.code() != ErrorCode.INTERNAL) {
      err.println("error[" + azud.code() + "]: " + azud.getMessage());
      trace(e, err);
      return azud.code().exitStatus();
    }
    err.println(
        "error[INTERNAL]: "
            + oneLine(e)
            + "; this is a fault of Azud. --debug shows where it happened, please report it");
    trace(e, err);
    return ErrorCode.INTERNAL.exitStatus();
  }

  private void trace(Exception e, PrintWriter err) {
    if (showsTraces) {
      e.printStackTrace(err);
    }
  }

  private static String oneLine(Exception e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    String named =
        e instanceof AzudException ? message : e.getClass().getSimpleName() + ": " + message;
    return named.length() > 300 ? named.substring(0, 300) + "…" : named;
  }
}
