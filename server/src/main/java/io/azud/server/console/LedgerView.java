// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.engine.database.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the console shows of the ledger. Reads only; every question is bounded. */
final class LedgerView {
  private static final int ROWS_LOOKED_AT = 4_000;

  private final PostgresDatabase database;
  private final String pipeline;

  LedgerView(PostgresDatabase database, String pipeline) {
    this.database = database;
    this.pipeline = pipeline;
  }

  /** One sink's part of a batch. */
  record SinkBook(
      String sink, long read, long accepted, long rejected, long filtered, long tombstones) {}

  /** A batch as the books have it, newest first in lists. */
  record BatchBook(String batch, long at, int partitions, List<SinkBook> sinks) {}

  /** The records of one minute. */
  record Minute(long at, long accepted, long rejected, long filtered) {}

  /** How many dead letters one rule made. */
  record RuleCount(String stage, String rule, long open, long recovered) {}

  List<BatchBook> batches(int most) {
    return database.inTransaction(
        "read the last batches",
        connection -> {
          Map<String, BatchBook> batches = new LinkedHashMap<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "WITH recent AS (SELECT * FROM azud.books WHERE pipeline = ? ORDER BY recorded_at DESC LIMIT "
                      + ROWS_LOOKED_AT
                      + "), newest AS (SELECT batch, max(recorded_at) AS at FROM recent GROUP BY batch"
                      + " ORDER BY 2 DESC LIMIT ?)"
                      + " SELECT b.batch, extract(epoch FROM n.at) * 1000, b.sink, count(*), sum(b.read), sum(b.accepted),"
                      + " sum(b.rejected), sum(b.filtered), sum(b.tombstones)"
                      + " FROM newest n JOIN recent b USING (batch) GROUP BY b.batch, n.at, b.sink ORDER BY n.at DESC, b.sink")) {
            select.setString(1, pipeline);
            select.setInt(2, most);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                add(batches, row);
              }
            }
          }
          return List.copyOf(batches.values());
        });
  }

  private static void add(Map<String, BatchBook> batches, ResultSet row) throws SQLException {
    String id = row.getString(1);
    if (!batches.containsKey(id)) {
      batches.put(id, new BatchBook(id, row.getLong(2), row.getInt(4), new ArrayList<>()));
    }
    batches
        .get(id)
        .sinks()
        .add(
            new SinkBook(
                row.getString(3),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9)));
  }

  /** The minutes of the last day in which there was something, from the oldest on. */
  List<Minute> minutes() {
    return database.inTransaction(
        "read the last day's books",
        connection -> {
          List<Minute> minutes = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT extract(epoch FROM date_trunc('minute', at)) * 1000, sum(accepted), sum(rejected), sum(filtered)"
                      + " FROM (SELECT partition, start_offset, max(recorded_at) AS at, max(accepted) AS accepted,"
                      + " max(rejected) AS rejected, max(filtered) AS filtered FROM azud.books"
                      + " WHERE pipeline = ? AND recorded_at > now() - interval '1 day' GROUP BY 1, 2) once"
                      + " GROUP BY 1 ORDER BY 1")) {
            select.setString(1, pipeline);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                minutes.add(
                    new Minute(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
              }
            }
          }
          return minutes;
        });
  }

  List<RuleCount> rules() {
    return database.inTransaction(
        "count dead letters",
        connection -> {
          List<RuleCount> rules = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT stage, rule, count(*) FILTER (WHERE recovered_at IS NULL), count(recovered_at)"
                      + " FROM azud.dead_letter WHERE pipeline = ? GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 200")) {
            select.setString(1, pipeline);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                rules.add(
                    new RuleCount(
                        row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
              }
            }
          }
          return rules;
        });
  }

  DeadLetterCounts deadLetters() {
    return database.inTransaction("count dead letters", this::deadLetters);
  }

  private DeadLetterCounts deadLetters(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT (SELECT count(*) FROM azud.dead_letter WHERE pipeline = ? AND recovered_at IS NULL),"
                + " (SELECT count(*) FROM azud.dead_letter WHERE pipeline = ? AND recovered_at IS NOT NULL),"
                + " coalesce(sum(read), 0), coalesce(sum(rejected), 0) FROM azud.books"
                + " WHERE pipeline = ? AND recorded_at > now() - interval '1 hour'")) {
      select.setString(1, pipeline);
      select.setString(2, pipeline);
      select.setString(3, pipeline);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new DeadLetterCounts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
      }
    }
  }
}
