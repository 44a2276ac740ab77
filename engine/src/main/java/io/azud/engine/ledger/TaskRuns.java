// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.database.Sql;
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
        connection ->
            Sql.of(
                    "INSERT INTO azud.task_run (pipeline, task, code, outcome, started_at) VALUES (?, ?, ?, ?::jsonb, ?)",
                    pipeline,
                    task,
                    code,
                    details,
                    Timestamp.from(startedAt))
                .update(connection));
  }
}
