// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.engine.database.PostgresDatabase;
import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Observation;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a database says of itself: version, whether it can be written, sessions, waiting locks.
 *
 * <p>See <a href="https://www.postgresql.org/docs/current/monitoring-stats.html">its
 * statistics</a>.
 */
record DatabaseState(
    String version,
    boolean standby,
    boolean readOnly,
    int sessions,
    int mostSessions,
    int waiting) {
  private static final String QUESTION =
      "SELECT current_setting('server_version'), pg_is_in_recovery(),"
          + " current_setting('default_transaction_read_only') = 'on',"
          + " (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),"
          + " current_setting('max_connections')::int,"
          + " (SELECT count(*) FROM pg_locks WHERE NOT granted)";

  static Observation of(PostgresDatabase database) {
    DatabaseState state = LedgerQuery.rows(database, QUESTION, DatabaseState::read).get(0);
    return state.observation(database.address());
  }

  private static DatabaseState read(ResultSet row) throws SQLException {
    return new DatabaseState(
        row.getString(1),
        row.getBoolean(2),
        row.getBoolean(3),
        row.getInt(4),
        row.getInt(5),
        row.getInt(6));
  }

  private Observation observation(String address) {
    String evidence =
        "PostgreSQL "
            + version
            + ", "
            + sessions
            + " of "
            + mostSessions
            + " sessions, "
            + waiting
            + " sessions wait for a lock";
    if (standby || readOnly) {
      return Observation.broken(
          address, ErrorCode.TRY_AGAIN, evidence + "; it is read-only: a standby, or set so");
    }
    boolean crowded = sessions * 10 > mostSessions * 9;
    return crowded || waiting > 0
        ? Observation.suspect(address, evidence)
        : Observation.ok(address, evidence);
  }
}
