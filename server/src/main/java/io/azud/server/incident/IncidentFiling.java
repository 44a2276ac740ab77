// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Files one report within a transaction that holds the lock of its pipeline, task and code. */
final class IncidentFiling {
  /** An incident that comes back sooner than this after it was resolved is the same one. */
  static final Duration REOPENS_WITHIN = Duration.ofHours(1);

  /** How long an alert may go on firing after its cause is gone, before that means something. */
  static final Duration SETTLES_WITHIN = Duration.ofMinutes(10);

  /** After so many reports the timeline only counts. */
  private static final int MOST_TOLD = 50;

  private final Connection connection;
  private final IncidentReport report;
  private final Optional<Instant> cameAt;

  /**
   * @param cameAt when the report came, if it had to wait
   */
  IncidentFiling(Connection connection, IncidentReport report, Optional<Instant> cameAt) {
    this.connection = connection;
    this.report = report;
    this.cameAt = cameAt;
  }

  Filing file() throws SQLException {
    if (!report.key().isEmpty()) {
      if (isKnown(connection, IncidentLedger.ended(report.key()))) {
        return new Filing.Replayed();
      }
      Optional<Incident> earlier = withKey();
      if (earlier.isPresent()) {
        return again(earlier.get());
      }
    }
    Optional<Incident> open = openOne(connection, report);
    if (open.isPresent()) {
      return fold(open.get());
    }
    Optional<Incident> resolved = resolvedWithin(REOPENS_WITHIN);
    return resolved.isPresent() ? reopen(resolved.get()) : openNew();
  }

  Optional<Incident> endAlert() throws SQLException {
    Optional<Incident> known = withKey();
    Optional<Incident> found = known.isPresent() ? known : openOne(connection, report);
    String ended = report.key().isEmpty() ? "" : IncidentLedger.ended(report.key());
    if (found.isEmpty() || !ended.isEmpty() && isKnown(connection, ended)) {
      return Optional.empty();
    }
    Incident incident = found.get();
    String actor = report.origin().id();
    IncidentLedger.append(
        connection,
        NewEvent.of(incident.id(), EventKind.ALERT_ENDED, actor, "an alert no longer fires")
            .withKey(ended));
    if (incident.isResolved() || anotherFires(incident.id())) {
      return Optional.empty();
    }
    IncidentLedger.resolve(
        connection, incident.id(), actor, "resolved: none of its alerts fires any longer");
    return Optional.of(current(incident.id()));
  }

  private boolean anotherFires(long id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT FROM azud.incident_event AS fired WHERE incident = ? AND key NOT LIKE 'ended/%'"
                + " AND NOT EXISTS (SELECT FROM azud.incident_event AS ended"
                + " WHERE ended.key = 'ended/' || fired.key) LIMIT 1")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** The same alert still fires. */
  private Filing again(Incident incident) throws SQLException {
    if (!incident.isResolved()) {
      IncidentLedger.update(
          connection,
          "UPDATE azud.incident SET last_seen_at = clock_timestamp() WHERE id = ?",
          incident.id());
      return new Filing.Repeated(current(incident.id()));
    }
    Optional<Incident> settling = resolvedWithin(SETTLES_WITHIN);
    if (settling.isPresent() && settling.get().id() == incident.id()) {
      return new Filing.Repeated(incident);
    }
    Optional<Incident> other = openOne(connection, report);
    return other.isPresent() ? new Filing.Repeated(other.get()) : reopen(incident);
  }

  private Filing fold(Incident open) throws SQLException {
    touch(open.id(), "seen = seen + 1");
    if (open.seen() < MOST_TOLD || !report.key().isEmpty()) {
      event(open.id(), EventKind.SEEN_AGAIN);
    }
    return new Filing.Folded(current(open.id()));
  }

  private Filing reopen(Incident resolved) throws SQLException {
    touch(
        resolved.id(),
        "seen = seen + 1, reopened = reopened + 1, remedy_tries = 0, state = 'open',"
            + " resolved_at = NULL, resolved_by = ''");
    event(resolved.id(), EventKind.REOPENED);
    return new Filing.Reopened(current(resolved.id()));
  }

  private Filing openNew() throws SQLException {
    int open = openCount();
    if (open >= IncidentLedger.MOST_OPEN) {
      return new Filing.Overflow(open);
    }
    long id = insert();
    event(id, EventKind.OPENED);
    return new Filing.Opened(current(id));
  }

  private long insert() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO azud.incident"
                + " (pipeline, task, code, severity, origin, state, summary, facts, opened_at)"
                + " VALUES (?, ?, ?, ?, ?, 'open', ?, ?::jsonb, coalesce(?, clock_timestamp()))"
                + " RETURNING id")) {
      insert.setString(1, report.pipeline());
      insert.setString(2, report.task());
      insert.setString(3, report.code());
      insert.setString(4, report.severity().id());
      insert.setString(5, report.origin().id());
      insert.setString(6, report.message());
      insert.setString(7, IncidentRows.write(report.facts()));
      insert.setObject(8, cameAt.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void touch(long id, String changes) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE azud.incident SET last_seen_at = clock_timestamp(), facts = ?::jsonb, "
                + changes
                + " WHERE id = ?")) {
      update.setString(1, IncidentRows.write(report.facts()));
      update.setLong(2, id);
      update.executeUpdate();
    }
  }

  private void event(long id, EventKind kind) throws SQLException {
    IncidentLedger.append(
        connection,
        NewEvent.of(id, kind, report.origin().id(), report.message())
            .with(Map.of("facts", report.facts()))
            .withKey(report.key())
            .at(cameAt));
  }

  private Incident current(long id) throws SQLException {
    return IncidentLedger.read(connection, id).orElseThrow();
  }

  private int openCount() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT count(*) FROM azud.incident WHERE state <> 'resolved'");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  static boolean isKnown(Connection connection, String key) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT FROM azud.incident_event WHERE key = ?")) {
      select.setString(1, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private Optional<Incident> withKey() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + IncidentRows.INCIDENT
                + " FROM azud.incident WHERE id = (SELECT incident FROM azud.incident_event WHERE key = ?)"
                + " FOR UPDATE")) {
      select.setString(1, report.key());
      return first(select);
    }
  }

  static Optional<Incident> openOne(Connection connection, IncidentReport report)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + IncidentRows.INCIDENT
                + " FROM azud.incident WHERE pipeline = ? AND task = ? AND code = ?"
                + " AND state <> 'resolved' FOR UPDATE")) {
      select.setString(1, report.pipeline());
      select.setString(2, report.task());
      select.setString(3, report.code());
      return first(select);
    }
  }

  private Optional<Incident> resolvedWithin(Duration window) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + IncidentRows.INCIDENT
                + " FROM azud.incident WHERE pipeline = ? AND task = ? AND code = ?"
                + " AND state = 'resolved'"
                + " AND resolved_at > clock_timestamp() - make_interval(secs => ?)"
                + " ORDER BY resolved_at DESC LIMIT 1")) {
      select.setString(1, report.pipeline());
      select.setString(2, report.task());
      select.setString(3, report.code());
      select.setDouble(4, window.toSeconds());
      return first(select);
    }
  }

  private static Optional<Incident> first(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(IncidentRows.incident(row)) : Optional.empty();
    }
  }
}
