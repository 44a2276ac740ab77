// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import io.azud.engine.database.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The trail of what people did: who looked at a record's content, who brought dead letters back.
 * Rows are only ever added.
 */
public final class Audit {
  private final PostgresDatabase database;

  public Audit(PostgresDatabase database) {
    this.database = database;
  }

  /**
   * One act of one person.
   *
   * @param action a stable name, such as {@code deadletter.show}
   * @param detail one sentence; no secret, no record content
   */
  public record Act(String actor, String action, String pipeline, String detail) {}

  /** Keeps the act, in a transaction of its own. */
  public void keep(Act act) {
    database.inTransaction(
        "keep the audit trail",
        connection -> {
          keep(connection, act);
          return null;
        });
  }

  /** Keeps the act in the transaction that carries it out. */
  public static void keep(Connection connection, Act act) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO azud.audit (actor, action, pipeline, detail) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, act.actor());
      insert.setString(2, act.action());
      insert.setString(3, act.pipeline());
      insert.setString(4, act.detail());
      insert.executeUpdate();
    }
  }
}
