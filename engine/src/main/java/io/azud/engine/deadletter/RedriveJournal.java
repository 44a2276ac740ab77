// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.deadletter.RedriveEntry.Settled;
import io.azud.engine.ledger.Audit;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Verdict.Rejection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The journal of redriven dead letters, in the ledger: an entry is written before any sink gets a
 * row of it, and closed when every sink has all of it. Each method is one transaction.
 */
final class RedriveJournal {
  private final PostgresDatabase database;
  private final String pipeline;

  RedriveJournal(PostgresDatabase database, String pipeline) {
    this.database = database;
    this.pipeline = pipeline;
  }

  /** The epoch of the instance that owns the pipeline now. */
  long epoch() {
    return database.inTransaction(
        "read the pipeline's epoch",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("SELECT epoch FROM azud.pipeline WHERE pipeline = ?")) {
            select.setString(1, pipeline);
            try (ResultSet row = select.executeQuery()) {
              if (!row.next()) {
                throw new AzudException(
                    ErrorCode.NOTHING_TO_DO,
                    "pipeline " + pipeline + " has never run, so nothing was rejected");
              }
              return row.getLong(1);
            }
          }
        });
  }

  /** The entry that was begun and not closed; there is at most one. */
  Optional<RedriveEntry> unfinished() {
    return database.inTransaction(
        "read the redrive journal",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT start_seq, end_seq, sinks, config_hash FROM azud.redrive"
                      + " WHERE pipeline = ? AND ended_at IS NULL ORDER BY start_seq LIMIT 1")) {
            select.setString(1, pipeline);
            try (ResultSet row = select.executeQuery()) {
              if (!row.next()) {
                return Optional.<RedriveEntry>empty();
              }
              Slice range = new Slice(Lineage.REDRIVE, row.getLong(1), row.getLong(2));
              return Optional.of(
                  new RedriveEntry(
                      range,
                      Set.of((String[]) row.getArray(3).getArray()),
                      row.getString(4),
                      letters(connection, range)));
            }
          }
        });
  }

  private List<Settled> letters(Connection connection, Slice range) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + DeadLetters.COLUMNS
                + ", filtered FROM azud.redrive_letter JOIN azud.dead_letter"
                + " USING (pipeline, azud_partition, azud_offset)"
                + " WHERE pipeline = ? AND seq >= ? AND seq < ? ORDER BY seq")) {
      select.setString(1, pipeline);
      select.setLong(2, range.start());
      select.setLong(3, range.end());
      List<Settled> letters = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          letters.add(new Settled(DeadLetters.letter(row), row.getBoolean("filtered")));
        }
      }
      return letters;
    }
  }

  /** Begins an entry behind the last one. */
  RedriveEntry begin(Set<String> sinks, String configHash, List<Settled> letters, String actor) {
    return database.inTransaction(
        "plan a redrive",
        connection -> {
          RedriveEntry entry = RedriveEntry.at(end(connection), sinks, configHash, letters);
          insert(connection, entry, actor);
          return entry;
        });
  }

  private long end(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(max(end_seq), 0) FROM azud.redrive WHERE pipeline = ?")) {
      select.setString(1, pipeline);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void insert(Connection connection, RedriveEntry entry, String actor) throws SQLException {
    try (PreparedStatement begin =
            connection.prepareStatement(
                "INSERT INTO azud.redrive (pipeline, start_seq, end_seq, sinks, config_hash, actor)"
                    + " VALUES (?, ?, ?, ?, ?, ?)");
        PreparedStatement add =
            connection.prepareStatement("INSERT INTO azud.redrive_letter VALUES (?, ?, ?, ?, ?)")) {
      begin.setString(1, pipeline);
      begin.setLong(2, entry.range().start());
      begin.setLong(3, entry.range().end());
      begin.setArray(4, connection.createArrayOf("text", entry.sinks().toArray()));
      begin.setString(5, entry.configHash());
      begin.setString(6, actor);
      begin.executeUpdate();
      long seq = entry.range().start();
      for (Settled each : entry.letters()) {
        add.setString(1, pipeline);
        add.setLong(2, seq++);
        add.setInt(3, each.letter().partition());
        add.setLong(4, each.letter().offset());
        add.setBoolean(5, each.filtered());
        add.addBatch();
      }
      add.executeBatch();
    }
  }

  /** Closes an entry that every sink has: what was rejected is recovered from now on. */
  void close(RedriveEntry entry, String actor) {
    database.inTransaction(
        "close a redrive",
        connection -> {
          update(
              connection,
              "UPDATE azud.dead_letter d SET recovered_at = clock_timestamp() FROM azud.redrive_letter l"
                  + " WHERE l.pipeline = d.pipeline AND l.azud_partition = d.azud_partition"
                  + " AND l.azud_offset = d.azud_offset AND l.pipeline = ? AND l.seq >= ? AND l.seq < ?",
              entry.range());
          update(
              connection,
              "UPDATE azud.redrive SET ended_at = clock_timestamp()"
                  + " WHERE pipeline = ? AND start_seq = ? AND end_seq = ?",
              entry.range());
          Audit.keep(
              connection,
              new Audit.Act(
                  actor,
                  "deadletter.redrive",
                  pipeline,
                  entry.letters().size()
                      + " dead letters recovered, "
                      + entry.rows()
                      + " rows in "
                      + String.join(" and ", entry.sinks().stream().sorted().toList())));
          return null;
        });
  }

  private void update(Connection connection, String sql, Slice range) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, pipeline);
      update.setLong(2, range.start());
      update.setLong(3, range.end());
      update.executeUpdate();
    }
  }

  /** Counts a try of letters that are still rejected. */
  void keepTries(Map<DeadLetter, Rejection> rejected) {
    database.inTransaction(
        "count the tries of dead letters",
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE azud.dead_letter SET tries = tries + 1, last_reason = ?"
                      + " WHERE pipeline = ? AND azud_partition = ? AND azud_offset = ?")) {
            for (Map.Entry<DeadLetter, Rejection> each : rejected.entrySet()) {
              update.setString(1, each.getValue().reason());
              update.setString(2, pipeline);
              update.setInt(3, each.getKey().partition());
              update.setLong(4, each.getKey().offset());
              update.addBatch();
            }
            return update.executeBatch();
          }
        });
  }
}
