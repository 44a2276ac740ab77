// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.log.Story;
import io.azud.engine.log.Story.Event;
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

/**
 * Turns whatever ends a command into one message on stderr, one line of the log and an exit status.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** Where the message stands. */
  enum Place {
    STDERR,
    /** Where stderr holds the log's JSON lines: whoever reads those reads no other. */
    LOG
  }

  private final boolean showsTraces;
  private final Place place;

  Failures(boolean showsTraces) {
    this(showsTraces, Place.STDERR);
  }

  Failures(boolean showsTraces, Place place) {
    this.showsTraces = showsTraces;
    this.place = place;
  }

  private void say(ErrorCode code, String message, PrintWriter err) {
    String line = "error[" + code + "]: " + message;
    Story.fail(Event.COMMAND_FAILED, code.name(), "{}", line);
    if (place == Place.STDERR) {
      err.println(line);
    }
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    say(ErrorCode.USAGE, e.getMessage(), err);
    if (place == Place.STDERR) {
      help(e, command, err);
    }
    return ErrorCode.USAGE.exitStatus();
  }

  private static void help(ParameterException e, CommandLine command, PrintWriter err) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        err.println(
            "  did you mean: "
                + String.join(", ", suggestions.subList(0, Math.min(3, suggestions.size()))));
      }
    }
    err.println("  help: " + command.getCommandSpec().qualifiedName() + " --help");
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (e instanceof AzudException azud && azud.code() != ErrorCode.INTERNAL) {
      say(azud.code(), azud.getMessage(), err);
      trace(e, err);
      return azud.code().exitStatus();
    }
    say(
        ErrorCode.INTERNAL,
        oneLine(e) + "; this is a fault of Azud. --debug shows where it happened, please report it",
        err);
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
