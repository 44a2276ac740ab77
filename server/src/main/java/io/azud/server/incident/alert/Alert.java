// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.IncidentReport;
import io.azud.server.incident.Origin;
import io.azud.server.incident.Severity;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One alert of a notification, as a report. */
record Alert(String name, String status, IncidentReport report) {

  /**
   * @throws AzudException {@code USAGE} when it cannot be one of Azud's
   */
  static Alert of(JsonNode node, Origin origin) {
    Map<String, String> labels = texts(node.path("labels"));
    Map<String, String> annotations = texts(node.path("annotations"));
    String name = labels.getOrDefault("alertname", "");
    String status = node.path("status").asText();
    if (name.isEmpty() || !status.equals("firing") && !status.equals("resolved")) {
      throw new AzudException(
          ErrorCode.USAGE, "an alert has a label alertname, and the status firing or resolved");
    }
    Map<String, String> facts = new LinkedHashMap<>(labels);
    annotations.forEach(facts::putIfAbsent);
    return new Alert(
        name,
        status,
        new IncidentReport(
            labels.getOrDefault("pipeline", ""),
            labels.getOrDefault("task", ""),
            code(labels.getOrDefault("code", ""), name),
            Severity.of(labels.getOrDefault("severity", "warning")),
            origin,
            message(annotations, name),
            facts,
            key(node, origin)));
  }

  boolean fires() {
    return status.equals("firing");
  }

  /** The code that the rule names, or else the alert's own name in a code's letters. */
  private static String code(String label, String name) {
    return label.isEmpty()
        ? name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .toUpperCase(Locale.ROOT)
        : label;
  }

  private static String message(Map<String, String> annotations, String name) {
    return annotations.getOrDefault("summary", annotations.getOrDefault("description", name));
  }

  /** The same alert, since the same moment. */
  private static String key(JsonNode node, Origin origin) {
    String fingerprint = node.path("fingerprint").asText();
    String since = node.path("startsAt").asText();
    return fingerprint.isEmpty() || since.isEmpty()
        ? ""
        : origin.id() + "/" + fingerprint + "/" + since;
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isValueNode()) {
                texts.put(entry.getKey(), entry.getValue().asText());
              }
            });
    return texts;
  }

  /** For a refusal: its name, as far as it can be shown. */
  static String nameOf(JsonNode node) {
    String name = node.path("labels").path("alertname").asText();
    return name.matches("[A-Za-z0-9_ -]{1,100}") ? name : "";
  }
}
