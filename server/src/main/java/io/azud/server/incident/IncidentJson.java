// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Incidents for programs: plain values under stable names. */
public final class IncidentJson {
  private IncidentJson() {}

  public static Map<String, Object> of(Incident incident) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", incident.id());
    json.put("pipeline", incident.pipeline());
    json.put("task", incident.task());
    json.put("code", incident.code());
    json.put("severity", incident.severity().id());
    json.put("origin", incident.origin().id());
    json.put("state", incident.state().id());
    json.put("summary", incident.summary());
    json.put("facts", incident.facts());
    json.put("seen", incident.seen());
    json.put("reopened", incident.reopened());
    json.put("remedyTries", incident.remedyTries());
    json.put("openedAt", incident.openedAt().toString());
    json.put("lastSeenAt", incident.lastSeenAt().toString());
    json.put("resolvedAt", incident.resolvedAt().map(Object::toString).orElse(""));
    json.put("resolvedBy", incident.resolvedBy());
    json.put("runbook", incident.runbook());
    return json;
  }

  public static Map<String, Object> of(IncidentEvent event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", event.at().toString());
    json.put("kind", event.kind().id());
    json.put("actor", event.actor());
    json.put("message", event.message());
    json.put("data", event.data());
    return json;
  }

  /** An incident with its timeline. */
  public static Map<String, Object> of(Incident incident, List<IncidentEvent> timeline) {
    Map<String, Object> json = of(incident);
    json.put("timeline", timeline.stream().map(IncidentJson::of).toList());
    return json;
  }
}
