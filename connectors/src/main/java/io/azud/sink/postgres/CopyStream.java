// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Feeds rows in the binary format to one COPY statement after another on the same connection. A
 * statement begins with the first bytes and lasts until {@link #end}.
 *
 * <p>See <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, Binary Format</a>.
 */
final class CopyStream {
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

  private final Connection connection;
  private final String statement;
  private CopyIn copy;
  private long rows;

  CopyStream(Connection connection, String statement) {
    this.connection = connection;
    this.statement = statement;
  }

  static String statement(String quotedTable, String columns) {
    return "COPY " + quotedTable + " (" + columns + ") FROM STDIN (FORMAT binary)";
  }

  void write(byte[] bytes, int length) throws SQLException {
    if (copy == null) {
      copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
      copy.writeToCopy(HEADER, 0, HEADER.length);
    }
    copy.writeToCopy(bytes, 0, length);
  }

  /** Ends the running statement; what it wrote belongs to the transaction. */
  void end() throws SQLException {
    if (copy != null) {
      copy.writeToCopy(TRAILER, 0, TRAILER.length);
      rows += copy.endCopy();
      copy = null;
    }
  }

  /** How many rows the server has taken in all statements that have ended. */
  long rows() {
    return rows;
  }
}
