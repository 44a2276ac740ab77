// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import io.azud.engine.database.PostgresDatabase;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Instant;

/** The ledger's memory of task runs. */
public final class TaskRuns {
  private final PostgresDatabase database;

  public TaskRuns(PostgresDatabase database) {
    this.database = database;
  }

  /**
   * @param details a JSON object
   */
  public void keep(String pipeline, String task, String code, String details, Instant startedAt) {
    database.inTransaction(
        "keep a task's outcome",
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO azud.task_run (pipeline, task, code, outcome, started_at) VALUES (?, ?, ?, ?::jsonb, ?)")) {
            insert.setString(1, pipeline);
            insert.setString(2, task);
            insert.setString(3, code);
            insert.setString(4, details);
            insert.setTimestamp(5, Timestamp.from(startedAt));
            return insert.executeUpdate();
          }
        });
  }
}
