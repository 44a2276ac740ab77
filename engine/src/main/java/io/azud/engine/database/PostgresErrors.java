// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.database;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Turns an {@link SQLException} into an error code, by its SQLSTATE.
 *
 * <p>See <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">the list of
 * SQLSTATEs</a>.
 */
final class PostgresErrors {
  private static final String DISK_FULL = "53100";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String READ_ONLY = "25006";
  private static final String UNIQUE_VIOLATION = "23505";

  private PostgresErrors() {}

  static AzudException of(String doing, String address, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String message =
        "cannot " + doing + " in " + address + ": " + words(state, e) + "; " + advice(state);
    return new AzudException(codeOf(state), message, mayHoldData(state) ? null : e);
  }

  private static ErrorCode codeOf(String state) {
    return switch (state) {
      case DISK_FULL, "57014", LOCK_NOT_AVAILABLE, "55006", READ_ONLY, "25P03", "25P04" ->
          ErrorCode.TRY_AGAIN;
      case "3D000", "3F000", UNIQUE_VIOLATION -> ErrorCode.POSTGRES_REFUSED;
      default ->
          switch (classOf(state)) {
            case "08", "53", "57", "58" -> ErrorCode.POSTGRES_UNREACHABLE;
            case "40" -> ErrorCode.TRY_AGAIN;
            case "28", "42" -> ErrorCode.POSTGRES_REFUSED;
            default -> ErrorCode.INTERNAL;
          };
    };
  }

  private static String advice(String state) {
    return switch (state) {
      case DISK_FULL -> "free disk space on the database server, then run again";
      case "53300" -> "wait until other sessions have ended, or raise max_connections";
      case READ_ONLY -> "this server is read-only: point the environment to the primary";
      case LOCK_NOT_AVAILABLE -> "another session holds a lock: run again when it has ended";
      case "42501" -> "grant the missing privilege to this user";
      case "42P01", "42703", "3F000" -> "run 'azud apply' to make what is missing";
      case "3D000" -> "create the database, or correct the URL in the environment file";
      case UNIQUE_VIOLATION -> "remove the unique index, or load with mode: upsert";
      default -> adviceFor(codeOf(state));
    };
  }

  private static String adviceFor(ErrorCode code) {
    return switch (code) {
      case POSTGRES_UNREACHABLE -> "check that the server runs and can be reached from here";
      case POSTGRES_REFUSED -> "check user, password and privileges in the environment file";
      case TRY_AGAIN -> "run again";
      default -> "look at the database server's log";
    };
  }

  private static String words(String state, SQLException e) {
    String shown = state.isEmpty() ? "no SQLSTATE" : "SQLSTATE " + state;
    if (mayHoldData(state)) {
      return shown;
    }
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    String text = server == null ? e.getMessage() : server.getMessage();
    return text == null ? shown : oneLine(text) + " (" + shown + ")";
  }

  /**
   * Messages of these classes name objects and conditions; those of all others may quote values.
   */
  private static boolean mayHoldData(String state) {
    return switch (classOf(state)) {
      case "08", "0A", "23", "25", "28", "3D", "3F", "40", "42", "53", "54", "55", "57", "58" ->
          false;
      default -> true;
    };
  }

  private static String classOf(String state) {
    return state.length() < 2 ? "" : state.substring(0, 2);
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }
}
