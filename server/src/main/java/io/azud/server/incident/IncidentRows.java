// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Optional;

/** The ledger's rows as values. */
final class IncidentRows {
  static final String INCIDENT =
      "id, pipeline, task, code, severity, origin, state, summary, facts, seen, reopened,"
          + " remedy_tries, opened_at, last_seen_at, resolved_at, resolved_by";

  static final String EVENT = "id, incident, at, kind, actor, message, data";

  private static final ObjectMapper JSON = new ObjectMapper();

  private IncidentRows() {}

  static Incident incident(ResultSet row) throws SQLException {
    return new Incident(
        row.getLong("id"),
        row.getString("pipeline"),
        row.getString("task"),
        row.getString("code"),
        Severity.of(row.getString("severity")),
        Origin.of(row.getString("origin")),
        IncidentState.of(row.getString("state")),
        row.getString("summary"),
        facts(row.getString("facts")),
        row.getInt("seen"),
        row.getInt("reopened"),
        row.getInt("remedy_tries"),
        row.getTimestamp("opened_at").toInstant(),
        row.getTimestamp("last_seen_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("resolved_at")).map(Timestamp::toInstant),
        row.getString("resolved_by"));
  }

  static IncidentEvent event(ResultSet row) throws SQLException {
    return new IncidentEvent(
        row.getLong("id"),
        row.getLong("incident"),
        row.getTimestamp("at").toInstant(),
        EventKind.of(row.getString("kind")),
        row.getString("actor"),
        row.getString("message"),
        tree(row.getString("data")));
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("incidents are plain values", e);
    }
  }

  private static Map<String, String> facts(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("azud.incident.facts is not what this version writes", e);
    }
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("azud.incident_event.data is not JSON", e);
    }
  }
}
