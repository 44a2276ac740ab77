// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes scenarios as a file for {@code promtool test rules}. */
final class RuleTests {
  private static final String AT = "100m";

  private final RuleGroup group;
  private final List<Scenario> scenarios;

  RuleTests(RuleGroup group, List<Scenario> scenarios) {
    this.group = group;
    this.scenarios = scenarios;
  }

  String text() {
    List<Object> tests = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      Alert alert =
          group.alerts().stream()
              .filter(each -> each.name().equals(scenario.alert()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no alert " + scenario.alert()));
      tests.add(test(alert, "fires", scenario.fires(), List.of(expected(alert, scenario))));
      tests.add(test(alert, "is quiet", scenario.quiet(), new ArrayList<>()));
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("rule_files", List.of("../rules/" + group.name() + ".yml"));
    root.put("evaluation_interval", "1m");
    root.put("tests", tests);
    return Yaml.write("Run by: promtool test rules tests/*.yml", root);
  }

  private static Map<String, Object> test(
      Alert alert, String what, List<String> series, List<Object> expected) {
    Map<String, Object> look = new LinkedHashMap<>();
    look.put("eval_time", AT);
    look.put("alertname", alert.name());
    look.put("exp_alerts", expected);
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("name", alert.name() + " " + what);
    test.put("interval", "1m");
    test.put(
        "input_series",
        series.stream()
            .map(each -> each.split(" = ", -1))
            .map(each -> ordered("series", each[0], "values", each[1]))
            .toList());
    test.put("alert_rule_test", List.of(look));
    return test;
  }

  private static Object expected(Alert alert, Scenario scenario) {
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
    for (int i = 0; i < scenario.labels().size(); i += 2) {
      labels.put(scenario.labels().get(i), scenario.labels().get(i + 1));
    }
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("summary", filled(alert.summary(), labels));
    annotations.put("command", filled(alert.command(), labels));
    annotations.put("runbook", filled(alert.runbook("en"), labels));
    annotations.put("runbook_es", filled(alert.runbook("es"), labels));
    return ordered("exp_labels", labels, "exp_annotations", annotations);
  }

  /** What Prometheus' templates make of the text. */
  private static String filled(String text, Map<String, Object> labels) {
    String filled = text;
    for (Map.Entry<String, Object> label : labels.entrySet()) {
      String value = label.getValue().toString();
      filled =
          filled
              .replace("{{ $labels." + label.getKey() + " }}", value)
              .replace(
                  "{{ reReplaceAll \"_\" \"-\" (toLower $labels." + label.getKey() + ") }}",
                  value.toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }
    return filled;
  }

  private static Map<String, Object> ordered(
      String first, Object one, String second, Object other) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, other);
    return map;
  }
}
