// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.ledger.Books;
import io.azud.engine.ledger.GrowingBooks;
import io.azud.server.metrics.LedgerReading.Commits;
import io.azud.server.metrics.LedgerReading.Owner;
import io.azud.server.metrics.LedgerReading.SinkBooks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the ledger knows of one pipeline, all in one short transaction. For one thread. */
final class LedgerWatch {
  private static final List<String> INCIDENT_STATES = List.of("open", "escalated", "resolved");

  private final PostgresDatabase database;
  private final String pipeline;
  private final TaskHistory tasks;
  private final Map<String, GrowingBooks> books = new HashMap<>();

  LedgerWatch(PostgresDatabase database, String pipeline) {
    this.database = database;
    this.pipeline = pipeline;
    this.tasks = new TaskHistory(pipeline);
  }

  /**
   * @param watermarks how far each sink is, by sink and partition, as far as is known
   */
  LedgerReading look(Map<String, Map<Integer, Long>> watermarks) {
    return database.inTransaction(
        "read the ledger of pipeline " + pipeline, connection -> read(connection, watermarks));
  }

  private LedgerReading read(Connection connection, Map<String, Map<Integer, Long>> watermarks)
      throws SQLException {
    if (!exists(connection, "azud.task_run")) {
      return EMPTY;
    }
    Map<Integer, Long> bases = bases(connection);
    Map<String, SinkBooks> sums = new HashMap<>();
    for (Map.Entry<String, Map<Integer, Long>> sink : watermarks.entrySet()) {
      sums.put(sink.getKey(), books(connection, sink.getKey(), sink.getValue(), bases));
    }
    boolean tallied = exists(connection, "azud.stage_tally");
    boolean filed = exists(connection, "azud.incident");
    return new LedgerReading(
        owner(connection),
        bases,
        sums,
        tallied ? commits(connection) : List.of(),
        tallied ? stages(connection) : Map.of(),
        count(
            connection,
            "SELECT count(*) FROM azud.batch WHERE pipeline = ? AND state = 'prepared'"),
        tasks.read(connection),
        filed ? incidents(connection) : Map.of(),
        filed ? count(connection, "SELECT count(*) FROM azud.incident WHERE pipeline = ?") : 0);
  }

  private static final LedgerReading EMPTY =
      new LedgerReading(
          Optional.empty(), Map.of(), Map.of(), List.of(), Map.of(), 0, List.of(), Map.of(), 0);

  private Optional<Owner> owner(Connection connection) throws SQLException {
    List<Owner> owners = new ArrayList<>();
    each(
        connection,
        "SELECT epoch, taken_over_at, source_identity FROM azud.pipeline WHERE pipeline = ?",
        row ->
            owners.add(
                new Owner(row.getLong(1), row.getTimestamp(2).toInstant(), row.getString(3))));
    return owners.stream().findFirst();
  }

  private Map<Integer, Long> bases(Connection connection) throws SQLException {
    Map<Integer, Long> bases = new HashMap<>();
    each(
        connection,
        "SELECT partition, first_offset FROM azud.base WHERE pipeline = ?",
        row -> bases.put(row.getInt(1), row.getLong(2)));
    return bases;
  }

  private SinkBooks books(
      Connection connection, String sink, Map<Integer, Long> watermarks, Map<Integer, Long> bases)
      throws SQLException {
    GrowingBooks growing = books.computeIfAbsent(sink, name -> new GrowingBooks(pipeline, name));
    Map<Integer, Books.Sum> sums = growing.upTo(connection, watermarks);
    long unbalanced =
        sums.entrySet().stream()
            .filter(
                sum ->
                    sum.getValue().covered() + sum.getValue().lost()
                        != watermarks.get(sum.getKey()) - bases.getOrDefault(sum.getKey(), 0L))
            .count();
    return new SinkBooks(sums, Math.toIntExact(unbalanced), growing.closed());
  }

  private List<Commits> commits(Connection connection) throws SQLException {
    List<Commits> commits = new ArrayList<>();
    each(
        connection,
        "SELECT sink, outcome, commits, bytes, files FROM azud.commit_tally WHERE pipeline = ?"
            + " ORDER BY sink, outcome",
        row ->
            commits.add(
                new Commits(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5))));
    return commits;
  }

  private Map<String, Durations> stages(Connection connection) throws SQLException {
    Map<String, Durations> stages = new HashMap<>();
    each(
        connection,
        "SELECT stage, at_most, batches, seconds FROM azud.stage_tally WHERE pipeline = ?",
        row ->
            stages.put(
                row.getString(1),
                stages
                    .getOrDefault(row.getString(1), Durations.NONE)
                    .plus(row.getDouble(2), row.getLong(3), row.getDouble(4))));
    return stages;
  }

  private Map<String, Long> incidents(Connection connection) throws SQLException {
    Map<String, Long> incidents = new HashMap<>();
    INCIDENT_STATES.forEach(state -> incidents.put(state, 0L));
    each(
        connection,
        "SELECT state, count(*) FROM azud.incident WHERE pipeline = ? GROUP BY state",
        row -> incidents.put(row.getString(1), row.getLong(2)));
    return incidents;
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      select.setString(1, table);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private long count(Connection connection, String sql) throws SQLException {
    List<Long> counts = new ArrayList<>();
    each(connection, sql, row -> counts.add(row.getLong(1)));
    return counts.get(0);
  }

  private void each(Connection connection, String sql, RowReader reader) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, pipeline);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          reader.read(row);
        }
      }
    }
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
