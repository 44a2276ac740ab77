// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a Prometheus and an Alertmanager that watch some pipelines. */
public final class PrometheusFiles {
  private static final String RENDERED =
      "Rendered by 'azud render prometheus': change the pipeline files and render again.";

  private final List<PipelineFile> pipelines;
  private final PrometheusOptions options;

  public PrometheusFiles(List<PipelineFile> pipelines, PrometheusOptions options) {
    this.pipelines = List.copyOf(pipelines);
    this.options = options;
  }

  /** The text of each file by its path; the same pipelines give the same bytes. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    texts.put("prometheus.yml", prometheus());
    texts.put("alertmanager.yml", alertmanager());
    texts.put("rules/azud-platform.yml", rules(Rules.platform()));
    for (PipelineFile file : pipelines) {
      RuleGroup group = Rules.of(file);
      texts.put("rules/" + group.name() + ".yml", rules(group));
    }
    return texts;
  }

  private String prometheus() {
    Map<String, Object> root = new LinkedHashMap<>();
    Map<String, Object> global = new LinkedHashMap<>();
    global.put("scrape_interval", "15s");
    global.put("evaluation_interval", "15s");
    root.put("global", global);
    root.put("rule_files", List.of("rules/*.yml"));
    root.put(
        "alerting",
        Map.of(
            "alertmanagers",
            List.of(Map.of("static_configs", List.of(targets(options.alertmanager()))))));
    List<Object> jobs = new ArrayList<>();
    Map<String, Object> azud = new LinkedHashMap<>();
    azud.put("job_name", "azud");
    azud.put("scheme", options.scheme());
    azud.put("authorization", Map.of("credentials_file", options.secrets() + "/read.token"));
    azud.put("static_configs", List.of(targets(options.server())));
    jobs.add(azud);
    jobs.add(exporter("kafka", "/metrics"));
    jobs.add(exporter("postgres", "/metrics"));
    jobs.add(exporter("spark", "/metrics/prometheus/"));
    jobs.add(exporter("spark-executors", "/metrics/executors/prometheus/"));
    jobs.add(exporter("airflow", "/metrics"));
    root.put("scrape_configs", jobs);
    return Yaml.write(
        RENDERED
            + "\nList the exporters' addresses in targets/<job>.yml: - targets: [host:port]. A job"
            + " without such a file scrapes nothing.",
        root);
  }

  private static Map<String, Object> targets(String address) {
    return Map.of("targets", List.of(address));
  }

  private static Map<String, Object> exporter(String job, String path) {
    Map<String, Object> exporter = new LinkedHashMap<>();
    exporter.put("job_name", job);
    exporter.put("metrics_path", path);
    exporter.put("file_sd_configs", List.of(Map.of("files", List.of("targets/" + job + ".yml"))));
    return exporter;
  }

  /**
   * One notification for each pipeline and alert, soon; the server folds what it has heard already.
   */
  private String alertmanager() {
    Map<String, Object> route = new LinkedHashMap<>();
    route.put("receiver", "azud");
    route.put("group_by", List.of("alertname", "pipeline"));
    route.put("group_wait", "10s");
    route.put("group_interval", "1m");
    route.put("repeat_interval", "1h");
    Map<String, Object> webhook = new LinkedHashMap<>();
    webhook.put("url", options.scheme() + "://" + options.server() + "/api/alerts/alertmanager");
    webhook.put("send_resolved", true);
    webhook.put("max_alerts", 500);
    webhook.put(
        "http_config",
        Map.of("authorization", Map.of("credentials_file", options.secrets() + "/alerts.token")));
    Map<String, Object> receiver = new LinkedHashMap<>();
    receiver.put("name", "azud");
    receiver.put("webhook_configs", List.of(webhook));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("route", route);
    root.put("receivers", List.of(receiver));
    return Yaml.write(RENDERED, root);
  }

  private String rules(RuleGroup group) {
    List<Object> rules = new ArrayList<>();
    for (Recording recording : group.recordings()) {
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("record", recording.name());
      rule.put("expr", recording.expression());
      rules.add(rule);
    }
    group.alerts().forEach(alert -> rules.add(rule(alert)));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", group.name());
    all.put("rules", rules);
    return Yaml.write(RENDERED, Map.of("groups", List.of(all)));
  }

  private Map<String, Object> rule(Alert alert) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("alert", alert.name());
    rule.put("expr", alert.expression());
    if (!alert.lasting().isZero()) {
      rule.put("for", time(alert.lasting()));
    }
    rule.put("labels", labels(alert));
    rule.put("annotations", annotations(alert));
    return rule;
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
    return labels;
  }

  private Map<String, Object> annotations(Alert alert) {
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("summary", alert.summary());
    annotations.put("command", alert.command());
    annotations.put("runbook", options.runbook() + alert.runbook("en"));
    annotations.put("runbook_es", options.runbook() + alert.runbook("es"));
    return annotations;
  }

  private static String time(Duration duration) {
    return duration.toMinutes() + "m";
  }
}
