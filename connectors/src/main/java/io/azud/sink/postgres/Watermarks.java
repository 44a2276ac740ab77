// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Slice;
import io.azud.spi.Change;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * This sink's watermarks of one pipeline: one row for each source partition, in the same database
 * as the data, moved by compare-and-set in the transaction that writes the data. The row lock makes
 * writers of one partition wait for each other, and the epoch in it shuts out older instances.
 */
final class Watermarks implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String SINK = "postgres";

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS azud.fence (
            pipeline text NOT NULL,
            sink text NOT NULL,
            epoch bigint NOT NULL,
            PRIMARY KEY (pipeline, sink)
          )""",
          """
          CREATE TABLE IF NOT EXISTS azud.watermark (
            pipeline text NOT NULL,
            sink text NOT NULL,
            partition integer NOT NULL,
            next_offset bigint NOT NULL,
            epoch bigint NOT NULL,
            batch text,
            updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            PRIMARY KEY (pipeline, sink, partition)
          )""");

  private static final String OURS = " WHERE pipeline = ? AND sink = '" + SINK + "'";

  private final String pipeline;

  Watermarks(String pipeline) {
    this.pipeline = pipeline;
  }

  /** What one row says. */
  record Mark(long next, long epoch, String batch) {}

  /** How a mark stands to a slice that is about to be written or has been. */
  enum Standing {
    AT_START,
    AT_END
  }

  static List<Change> plan(Connection connection) throws SQLException {
    List<Change> changes = new ArrayList<>();
    if (!exists(connection, "SELECT to_regnamespace('azud')")) {
      changes.add(new Change("postgres azud", "CREATE SCHEMA IF NOT EXISTS azud"));
    }
    if (!exists(connection, "SELECT to_regclass('azud.fence')")) {
      changes.add(new Change("postgres azud.fence", TABLES.get(0)));
    }
    if (!exists(connection, "SELECT to_regclass('azud.watermark')")) {
      changes.add(new Change("postgres azud.watermark", TABLES.get(1)));
    }
    return changes;
  }

  /** The marks by source partition; empty as long as the table does not exist. */
  Map<Integer, Mark> read(Connection connection) throws SQLException {
    Map<Integer, Mark> marks = new TreeMap<>();
    if (!exists(connection, "SELECT to_regclass('azud.watermark')")) {
      return marks;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT next_offset, epoch, batch, partition FROM azud.watermark" + OURS)) {
      statement.setString(1, pipeline);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          marks.put(rows.getInt(4), mark(rows));
        }
      }
    }
    return marks;
  }

  /**
   * Raises the epoch, and waits until no transaction of an older instance holds one of the marks.
   *
   * @throws AzudException {@code FENCED} when a newer epoch is there
   */
  void fence(Connection connection, long epoch, Map<Integer, Long> bases) throws SQLException {
    raise(connection, epoch);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO azud.watermark (pipeline, sink, partition, next_offset, epoch)"
                + " VALUES (?, '"
                + SINK
                + "', ?, ?, ?) ON CONFLICT DO NOTHING")) {
      for (Map.Entry<Integer, Long> base : bases.entrySet()) {
        insert.setString(1, pipeline);
        insert.setInt(2, base.getKey());
        insert.setLong(3, base.getValue());
        insert.setLong(4, epoch);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE azud.watermark SET epoch = ?" + OURS)) {
      update.setLong(1, epoch);
      update.setString(2, pipeline);
      update.executeUpdate();
    }
  }

  private void raise(Connection connection, long epoch) throws SQLException {
    try (PreparedStatement raise =
        connection.prepareStatement(
            "INSERT INTO azud.fence AS f (pipeline, sink, epoch) VALUES (?, '"
                + SINK
                + "', ?)"
                + " ON CONFLICT (pipeline, sink) DO UPDATE SET epoch = excluded.epoch"
                + " WHERE f.epoch <= excluded.epoch")) {
      raise.setString(1, pipeline);
      raise.setLong(2, epoch);
      if (raise.executeUpdate() == 0) {
        throw fenced(epoch);
      }
    }
  }

  /** Moves a mark from the slice's start to its end; says whether it stood there. */
  boolean move(Connection connection, Slice slice, long epoch, String batch) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE azud.watermark SET next_offset = ?, batch = ?, updated_at = clock_timestamp()"
                + OURS
                + " AND partition = ? AND next_offset = ? AND epoch = ?")) {
      update.setLong(1, slice.end());
      update.setString(2, batch);
      update.setString(3, pipeline);
      update.setInt(4, slice.partition());
      update.setLong(5, slice.start());
      update.setLong(6, epoch);
      return update.executeUpdate() == 1;
    }
  }

  /** Moves marks over positions that the source has lost; those that were moved already stay. */
  void skip(Connection connection, long epoch, Map<Integer, Long> from, Map<Integer, Long> to)
      throws SQLException {
    for (Map.Entry<Integer, Long> start : from.entrySet()) {
      Slice lost = new Slice(start.getKey(), start.getValue(), to.get(start.getKey()));
      if (!move(connection, lost, epoch, "loss accepted")
          && standing(connection, lost, epoch, true) == Standing.AT_START) {
        throw fenced(epoch);
      }
    }
  }

  /**
   * How the slice's mark stands now.
   *
   * @param waiting whether to wait for a transaction that is moving the mark
   * @throws AzudException {@code FENCED} when a newer instance has taken over, {@code
   *     SINK_HISTORY_CHANGED} when the mark stands at neither end of the slice
   */
  Standing standing(Connection connection, Slice slice, long epoch, boolean waiting)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT next_offset, epoch, batch FROM azud.watermark"
                + OURS
                + " AND partition = ?"
                + (waiting ? " FOR UPDATE" : ""))) {
      select.setString(1, pipeline);
      select.setInt(2, slice.partition());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw changed("has no watermark for partition " + slice.partition());
        }
        return standing(mark(row), slice, epoch);
      }
    }
  }

  Standing standing(Mark mark, Slice slice, long epoch) {
    if (mark.epoch() > epoch) {
      throw fenced(epoch);
    }
    if (mark.next() == slice.start()) {
      return Standing.AT_START;
    }
    if (mark.next() == slice.end()) {
      return Standing.AT_END;
    }
    throw changed(
        "stands at "
            + mark.next()
            + " of partition "
            + slice.partition()
            + ", which is neither end of the slice "
            + slice);
  }

  AzudException fenced(long epoch) {
    return new AzudException(
        ErrorCode.FENCED,
        "pipeline "
            + pipeline
            + ": a newer instance has taken over the PostgreSQL sink from epoch "
            + epoch
            + "; this one must end");
  }

  AzudException changed(String problem) {
    return new AzudException(
        ErrorCode.SINK_HISTORY_CHANGED,
        "pipeline "
            + pipeline
            + ": the PostgreSQL sink "
            + problem
            + "; look at azud.watermark, and run 'azud verify'");
  }

  private static Mark mark(ResultSet row) throws SQLException {
    String batch = row.getString(3);
    return new Mark(row.getLong(1), row.getLong(2), batch == null ? "" : batch);
  }

  private static boolean exists(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1) != null;
    }
  }
}
