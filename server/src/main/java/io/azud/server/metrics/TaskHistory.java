// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.error.ErrorCode;
import io.azud.server.metrics.LedgerReading.TaskReading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds up a pipeline's task runs; each look reads only those that are new. For one thread. */
final class TaskHistory {
  private static final String NEW =
      "SELECT task, code, count(*), max(ended_at), max(id) FROM azud.task_run"
          + " WHERE pipeline = ? AND id > ? GROUP BY task, code";

  private static final String LAST =
      "SELECT t.task, r.code, r.started_at, r.ended_at FROM unnest(?::text[]) AS t(task)"
          + " JOIN LATERAL (SELECT code, started_at, ended_at FROM azud.task_run"
          + " WHERE pipeline = ? AND task = t.task ORDER BY id DESC LIMIT 1) r ON true";

  private final String pipeline;
  private final Map<String, Map<String, Long>> runs = new TreeMap<>();
  private final Map<String, Instant> successes = new HashMap<>();
  private long seen;

  TaskHistory(String pipeline) {
    this.pipeline = pipeline;
  }

  /** One reading for each task that has ever run. */
  List<TaskReading> read(Connection connection) throws SQLException {
    readNew(connection);
    List<TaskReading> readings = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LAST)) {
      Object[] tasks = Arrays.stream(TaskId.values()).map(TaskId::id).toArray();
      select.setArray(1, connection.createArrayOf("text", tasks));
      select.setString(2, pipeline);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          readings.add(reading(row));
        }
      }
    }
    return readings;
  }

  private TaskReading reading(ResultSet row) throws SQLException {
    String task = row.getString(1);
    Instant ended = row.getTimestamp(4).toInstant();
    return new TaskReading(
        task,
        runs.getOrDefault(task, Map.of()),
        row.getString(2),
        ended,
        Duration.between(row.getTimestamp(3).toInstant(), ended),
        Optional.ofNullable(successes.get(task)));
  }

  private void readNew(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NEW)) {
      select.setString(1, pipeline);
      select.setLong(2, seen);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          add(row);
        }
      }
    }
  }

  private void add(ResultSet row) throws SQLException {
    String task = row.getString(1);
    String outcome = outcome(row.getString(2));
    runs.computeIfAbsent(task, any -> new TreeMap<>()).merge(outcome, row.getLong(3), Long::sum);
    if (!outcome.equals("failed")) {
      successes.merge(
          task, row.getTimestamp(4).toInstant(), (one, other) -> one.isAfter(other) ? one : other);
    }
    seen = Math.max(seen, row.getLong(5));
  }

  private static String outcome(String code) {
    if (code.equals(TaskOutcome.OK)) {
      return "done";
    }
    return code.equals(ErrorCode.NOTHING_TO_DO.name()) ? "skipped" : "failed";
  }
}
