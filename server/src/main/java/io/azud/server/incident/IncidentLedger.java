// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import io.azud.engine.database.AdvisoryLock;
import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.ledger.Ledger;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Incidents and their timelines, in the ledger. Every call is a short transaction of its own and
 * may come from any thread and any process; all times are the database's.
 */
public final class IncidentLedger {
  /** How many incidents may be open at once. */
  static final int MOST_OPEN = 1_000;

  private final PostgresDatabase database;

  public IncidentLedger(PostgresDatabase database) {
    this.database = database;
  }

  /** Makes the ledger's tables where they are missing. */
  public void create() {
    new Ledger(database).create();
  }

  /** Takes a report: opens an incident, or adds to the one that is open. */
  public Filing file(IncidentReport report) {
    return file(report, Optional.empty());
  }

  /** Takes a report that came earlier, and had to wait until now. */
  public Filing fileLate(IncidentReport report, Instant cameAt) {
    return file(report, Optional.of(cameAt));
  }

  private Filing file(IncidentReport report, Optional<Instant> cameAt) {
    return inTransaction(
        "file an incident",
        connection -> {
          AdvisoryLock.take(
              connection,
              "azud.incident/" + report.pipeline() + "/" + report.task() + "/" + report.code());
          return new IncidentFiling(connection, report, cameAt).file();
        });
  }

  /**
   * The alert that was reported with this key no longer fires. When no other alert of its incident
   * does, the incident is over.
   *
   * @return the incident that this has resolved
   */
  public Optional<Incident> alertEnded(IncidentReport report) {
    return inTransaction(
        "end an alert",
        connection -> new IncidentFiling(connection, report, Optional.empty()).endAlert());
  }

  static String ended(String key) {
    return "ended/" + key;
  }

  /** The latest first. */
  public List<Incident> list(IncidentFilter filter) {
    return inTransaction(
        "list incidents",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + IncidentRows.INCIDENT
                      + " FROM azud.incident WHERE (cardinality(?) = 0 OR state = ANY (?))"
                      + " AND (? = '' OR pipeline = ?) ORDER BY last_seen_at DESC, id DESC LIMIT ?")) {
            java.sql.Array states =
                connection.createArrayOf(
                    "text", filter.states().stream().map(IncidentState::id).toArray());
            select.setArray(1, states);
            select.setArray(2, states);
            select.setString(3, filter.pipeline());
            select.setString(4, filter.pipeline());
            select.setInt(5, filter.limit());
            List<Incident> incidents = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                incidents.add(IncidentRows.incident(row));
              }
            }
            return incidents;
          }
        });
  }

  public Optional<Incident> find(long id) {
    return inTransaction("read an incident", connection -> read(connection, id));
  }

  /** The number of the open incident with this one's pipeline, task and code. */
  Optional<Long> openId(Incident same) {
    return inTransaction(
        "look for an open incident",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT id FROM azud.incident WHERE pipeline = ? AND task = ? AND code = ?"
                      + " AND state <> 'resolved'")) {
            select.setString(1, same.pipeline());
            select.setString(2, same.task());
            select.setString(3, same.code());
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
          }
        });
  }

  /**
   * @throws AzudException {@code USAGE} when there is none with this number
   */
  public Incident require(long id) {
    return find(id)
        .orElseThrow(
            () ->
                new AzudException(
                    ErrorCode.USAGE,
                    "there is no incident "
                        + id
                        + " in "
                        + database.address()
                        + "; 'azud incident list' shows those that there are"));
  }

  /**
   * Open incidents that nobody has looked at since they were opened or came back, the oldest first.
   * Whoever files one need not tell whoever works on it.
   */
  public List<Incident> untouched(int limit) {
    return inTransaction(
        "look for untouched incidents",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + IncidentRows.INCIDENT
                      + " FROM azud.incident AS incident WHERE state = 'open' AND NOT EXISTS (SELECT"
                      + " FROM azud.incident_event AS event WHERE event.incident = incident.id"
                      + " AND event.kind = 'diagnosed' AND event.id > (SELECT max(opened.id)"
                      + " FROM azud.incident_event AS opened WHERE opened.incident = incident.id"
                      + " AND opened.kind IN ('opened', 'reopened'))) ORDER BY id LIMIT ?")) {
            select.setInt(1, limit);
            List<Incident> incidents = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                incidents.add(IncidentRows.incident(row));
              }
            }
            return incidents;
          }
        });
  }

  /**
   * Open incidents of which somebody could not be told, when the last try was some time ago and
   * there were not too many.
   */
  public List<Incident> untold(Duration sinceTry, int mostTries, int limit) {
    return inTransaction(
        "look for incidents of which somebody is not told",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + IncidentRows.INCIDENT
                      + " FROM azud.incident AS incident WHERE state <> 'resolved' AND EXISTS (SELECT"
                      + " FROM azud.incident_event AS failed WHERE failed.incident = incident.id"
                      + " AND failed.kind = 'escalation_failed' AND NOT EXISTS (SELECT"
                      + " FROM azud.incident_event AS told WHERE told.incident = incident.id"
                      + " AND told.kind = 'escalated' AND told.id > failed.id"
                      + " AND told.data ->> 'channel' = failed.data ->> 'channel'))"
                      + " AND (SELECT count(*) <= ? AND max(tried.at) <="
                      + " clock_timestamp() - make_interval(secs => ?)"
                      + " FROM azud.incident_event AS tried WHERE tried.incident = incident.id"
                      + " AND tried.kind = 'escalation_failed') ORDER BY id LIMIT ?")) {
            select.setInt(1, mostTries);
            select.setDouble(2, sinceTry.toSeconds());
            select.setInt(3, limit);
            List<Incident> incidents = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                incidents.add(IncidentRows.incident(row));
              }
            }
            return incidents;
          }
        });
  }

  /** All that happened, in order. */
  public List<IncidentEvent> timeline(long id) {
    return inTransaction(
        "read an incident's timeline",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + IncidentRows.EVENT
                      + " FROM azud.incident_event WHERE incident = ? ORDER BY id")) {
            select.setLong(1, id);
            List<IncidentEvent> events = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                events.add(IncidentRows.event(row));
              }
            }
            return events;
          }
        });
  }

  /**
   * Adds a line to the timeline.
   *
   * @param data plain values, lists and maps
   */
  public void add(long id, EventKind kind, String actor, String message, Map<String, ?> data) {
    add(NewEvent.of(id, kind, actor, message).with(data));
  }

  void add(NewEvent event) {
    inTransaction(
        "add to an incident",
        connection -> {
          append(connection, event);
          return event.incident();
        });
  }

  /** It is over. Nothing happens when it was over already. */
  public Incident resolve(long id, String actor, String why) {
    return inTransaction(
        "resolve an incident",
        connection -> {
          resolve(connection, id, actor, why);
          return read(connection, id).orElseThrow();
        });
  }

  /** Somebody beyond level 1 has been told. */
  public void escalated(long id, String actor, String message, Map<String, ?> data) {
    inTransaction(
        "escalate an incident",
        connection -> {
          // First the incident and then its line, as everybody does who locks both.
          int updated =
              update(
                  connection,
                  "UPDATE azud.incident SET state = CASE state WHEN 'open' THEN 'escalated'"
                      + " ELSE state END WHERE id = ?",
                  id);
          append(connection, NewEvent.of(id, EventKind.ESCALATED, actor, message).with(data));
          return updated;
        });
  }

  /**
   * Reserves an incident for whoever treats it, so that nobody else does at the same time. The hold
   * ends with {@link #release}, or by itself when its holder dies.
   *
   * @return whether it is ours now
   */
  public boolean hold(long id, String holder, Duration longest) {
    return inTransaction(
        "hold an incident",
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "UPDATE azud.incident AS mine SET held_by = ?, held_until ="
                      + " clock_timestamp() + make_interval(secs => ?) WHERE id = ? AND NOT EXISTS"
                      + " (SELECT FROM azud.incident AS held WHERE held.pipeline = mine.pipeline"
                      + " AND held.held_by NOT IN ('', ?) AND held.held_until > clock_timestamp())")) {
            AdvisoryLock.take(connection, "azud.incident.hold");
            statement.setString(1, holder);
            statement.setDouble(2, longest.toSeconds());
            statement.setLong(3, id);
            statement.setString(4, holder);
            return statement.executeUpdate() == 1;
          }
        });
  }

  public void release(long id, String holder) {
    inTransaction(
        "release an incident",
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "UPDATE azud.incident SET held_by = '', held_until = NULL"
                      + " WHERE id = ? AND held_by = ?")) {
            statement.setLong(1, id);
            statement.setString(2, holder);
            return statement.executeUpdate();
          }
        });
  }

  /**
   * Counts one more try of a remedy, unless all have been used up.
   *
   * @return whether the try may be made
   */
  public boolean countTry(long id, int most) {
    return inTransaction(
        "count a remedy's try",
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "UPDATE azud.incident SET remedy_tries = remedy_tries + 1"
                      + " WHERE id = ? AND remedy_tries < ?")) {
            statement.setLong(1, id);
            statement.setInt(2, most);
            return statement.executeUpdate() == 1;
          }
        });
  }

  private <T> T inTransaction(String doing, PostgresDatabase.Work<T> work) {
    return database.inTransaction(doing, work);
  }

  static Optional<Incident> read(Connection connection, long id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + IncidentRows.INCIDENT + " FROM azud.incident WHERE id = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(IncidentRows.incident(row)) : Optional.empty();
      }
    }
  }

  static void resolve(Connection connection, long id, String actor, String why)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE azud.incident SET state = 'resolved', resolved_at = clock_timestamp(),"
                + " resolved_by = ? WHERE id = ? AND state <> 'resolved'")) {
      statement.setString(1, actor);
      statement.setLong(2, id);
      if (statement.executeUpdate() == 1) {
        append(connection, NewEvent.of(id, EventKind.RESOLVED, actor, why));
      }
    }
  }

  static int update(Connection connection, String sql, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      return statement.executeUpdate();
    }
  }

  static void append(Connection connection, NewEvent event) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO azud.incident_event (incident, kind, actor, message, data, key, at)"
                + " VALUES (?, ?, ?, ?, ?::jsonb, nullif(?, ''), coalesce(?, clock_timestamp()))"
                + " ON CONFLICT DO NOTHING")) {
      insert.setLong(1, event.incident());
      insert.setString(2, event.kind().id());
      insert.setString(3, event.actor());
      insert.setString(4, IncidentReport.shown(event.message()));
      insert.setString(5, IncidentRows.write(event.data()).replace("\\u0000", ""));
      insert.setString(6, event.key());
      insert.setObject(7, event.at().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
      insert.executeUpdate();
    }
  }
}
