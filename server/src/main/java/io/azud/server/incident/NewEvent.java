// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.util.Map;

/** A line that is to be added to a timeline. */
record NewEvent(
    long incident, EventKind kind, String actor, String message, Map<String, ?> data, String key) {

  static NewEvent of(long incident, EventKind kind, String actor, String message) {
    return new NewEvent(incident, kind, actor, message, Map.of(), "");
  }

  NewEvent with(Map<String, ?> values) {
    return new NewEvent(incident, kind, actor, message, values, key);
  }

  NewEvent withKey(String unique) {
    return new NewEvent(incident, kind, actor, message, data, unique);
  }
}
