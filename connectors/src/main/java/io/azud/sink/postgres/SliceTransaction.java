// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.batch.Batch;
import io.azud.engine.database.PostgresDatabase;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Slice;
import io.azud.sink.postgres.Watermarks.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The one transaction in which a slice's rows and its watermark change. Belongs to one thread. */
final class SliceTransaction implements AutoCloseable {
  private final PostgresDatabase database;
  private final Watermarks watermarks;
  private final Batch batch;
  private final Slice slice;
  private final Connection connection;
  private final Standing standing;

  /**
   * @throws AzudException {@code FENCED} or {@code SINK_HISTORY_CHANGED} when the slice is not ours
   *     to write
   */
  SliceTransaction(PostgresDatabase database, Watermarks watermarks, Batch batch, Slice slice) {
    this.database = database;
    this.watermarks = watermarks;
    this.batch = batch;
    this.slice = slice;
    this.connection = database.open();
    try {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        // An instance that hangs between two statements must not keep its locks.
        statement.execute("SET LOCAL idle_in_transaction_session_timeout = '120s'");
      }
      standing = watermarks.standing(connection, slice, batch.epoch(), false);
    } catch (SQLException e) {
      close();
      throw failure(e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  PostgresDatabase database() {
    return database;
  }

  Slice slice() {
    return slice;
  }

  /** Whether an earlier try has committed the slice. */
  boolean isDone() {
    return standing == Standing.AT_END;
  }

  AzudException failure(SQLException e) {
    return database.failure("write slice " + slice, e);
  }

  /**
   * Moves the watermark and commits; or, when another try was faster, leaves everything as it is.
   *
   * @throws AzudException {@code FENCED}, {@code SINK_HISTORY_CHANGED}, or {@code TRY_AGAIN} when
   *     nothing was committed
   */
  void commit() throws SQLException {
    if (!watermarks.move(connection, slice, batch.epoch(), batch.id())) {
      Standing now = watermarks.standing(connection, slice, batch.epoch(), true);
      connection.rollback();
      if (now == Standing.AT_START) {
        throw watermarks.fenced(batch.epoch());
      }
      return;
    }
    try {
      connection.commit();
    } catch (SQLException e) {
      if (!isCommitted()) {
        throw new AzudException(
            ErrorCode.TRY_AGAIN,
            "the commit of slice "
                + slice
                + " was lost on the way; nothing of it was written. Run again",
            e);
      }
    }
  }

  /**
   * The reply was lost: the watermark, once nobody holds it any more, says what became of the
   * commit.
   */
  private boolean isCommitted() {
    return database.inTransaction(
        "ask what became of a commit",
        fresh -> watermarks.standing(fresh, slice, batch.epoch(), true) == Standing.AT_END);
  }

  @Override
  public void close() {
    try (Connection closing = connection) {
      if (!closing.isClosed()) {
        closing.abort(Runnable::run);
      }
    } catch (SQLException e) {
      // The server ends the transaction when it notices that nobody is there.
      return;
    }
  }
}
