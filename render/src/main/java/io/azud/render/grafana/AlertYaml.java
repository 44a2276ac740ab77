// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import io.azud.render.prometheus.Alert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An alert as a rule that Grafana works out itself: query A gives a series for each thing that is
 * wrong, B counts its points, C is whether there is one. That no series is there is the good case.
 */
final class AlertYaml {
  static final String CONTACT_POINT = "azud";
  private static final String EXPRESSION = "__expr__";
  private static final int LONGEST_UID = 40;

  private final GrafanaOptions options;

  AlertYaml(GrafanaOptions options) {
    this.options = options;
  }

  Map<String, Object> rule(Alert alert) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("uid", uid(alert));
    rule.put(
        "title", alert.pipeline().isEmpty() ? alert.name() : alert.name() + " " + alert.pipeline());
    rule.put("condition", "C");
    rule.put("data", List.of(query(alert), count(), threshold()));
    rule.put("noDataState", "OK");
    rule.put("execErrState", "Error");
    rule.put("for", alert.lasting().toMinutes() + "m");
    rule.put("labels", labels(alert));
    rule.put("annotations", annotations(alert));
    rule.put("isPaused", false);
    rule.put("notification_settings", Map.of("receiver", CONTACT_POINT));
    return rule;
  }

  /** Stays the same for good; longer names are told apart by their hash. */
  private static String uid(Alert alert) {
    String uid = (alert.name() + "-" + alert.pipeline()).toLowerCase(Locale.ROOT);
    return uid.length() <= LONGEST_UID
        ? uid.replaceAll("-$", "")
        : uid.substring(0, LONGEST_UID - 9) + "-" + String.format("%08x", uid.hashCode());
  }

  private Map<String, Object> query(Alert alert) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("refId", "A");
    model.put("expr", escaped(alert.expression()));
    model.put("instant", true);
    model.put("range", false);
    return data("A", options.datasource(), 600, model);
  }

  private static Map<String, Object> count() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("refId", "B");
    model.put("type", "reduce");
    model.put("expression", "A");
    model.put("reducer", "count");
    return data("B", EXPRESSION, 0, model);
  }

  private static Map<String, Object> threshold() {
    Map<String, Object> evaluator = new LinkedHashMap<>();
    evaluator.put("type", "gt");
    evaluator.put("params", List.of(0));
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("refId", "C");
    model.put("type", "threshold");
    model.put("expression", "B");
    model.put("conditions", List.of(Map.of("evaluator", evaluator)));
    return data("C", EXPRESSION, 0, model);
  }

  private static Map<String, Object> data(
      String refId, String datasource, int seconds, Map<String, Object> model) {
    Map<String, Object> range = new LinkedHashMap<>();
    range.put("from", seconds);
    range.put("to", 0);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("refId", refId);
    data.put("relativeTimeRange", range);
    data.put("datasourceUid", datasource);
    data.put("model", model);
    return data;
  }

  private static Map<String, Object> labels(Alert alert) {
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put("severity", alert.severity().text());
    if (!alert.code().isEmpty()) {
      labels.put("code", alert.code());
    }
    if (!alert.task().isEmpty()) {
      labels.put("task", alert.task());
    }
    if (!alert.pipeline().isEmpty()) {
      labels.put("pipeline", alert.pipeline());
    }
    return labels;
  }

  private Map<String, Object> annotations(Alert alert) {
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("summary", escaped(alert.summary()));
    annotations.put("command", escaped(alert.command()));
    annotations.put("runbook", options.runbook() + escaped(alert.runbook("en")));
    annotations.put("runbook_es", options.runbook() + escaped(alert.runbook("es")));
    return annotations;
  }

  /** Grafana takes a single dollar sign in a provisioned file for a variable of its own. */
  private static String escaped(String text) {
    return text.replace("$", "$$");
  }
}
