// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A line that is to be added to a timeline.
 *
 * @param at when it happened; empty: now
 */
record NewEvent(
    long incident,
    EventKind kind,
    String actor,
    String message,
    Map<String, ?> data,
    String key,
    Optional<Instant> at) {

  static NewEvent of(long incident, EventKind kind, String actor, String message) {
    return new NewEvent(incident, kind, actor, message, Map.of(), "", Optional.empty());
  }

  NewEvent with(Map<String, ?> values) {
    return new NewEvent(incident, kind, actor, message, values, key, at);
  }

  NewEvent withKey(String unique) {
    return new NewEvent(incident, kind, actor, message, data, unique, at);
  }

  NewEvent at(Optional<Instant> earlier) {
    return new NewEvent(incident, kind, actor, message, data, key, earlier);
  }
}
