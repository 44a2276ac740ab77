// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import io.azud.render.prometheus.PipelineFile;
import io.azud.render.prometheus.RuleGroup;
import io.azud.render.prometheus.Rules;
import io.azud.render.prometheus.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a Grafana that shows and watches some pipelines. */
public final class GrafanaFiles {
  private static final String RENDERED =
      "Rendered by 'azud render grafana': change the pipeline files and render again.";

  private final List<PipelineFile> pipelines;
  private final GrafanaOptions options;

  public GrafanaFiles(List<PipelineFile> pipelines, GrafanaOptions options) {
    this.pipelines = List.copyOf(pipelines);
    this.options = options;
  }

  /** The text of each file by its path; the same pipelines give the same bytes. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    for (Board board : Boards.all()) {
      texts.put("dashboards/" + board.uid() + ".json", new BoardJson(options).text(board));
    }
    texts.put("provisioning/dashboards/azud.yaml", provider());
    texts.put("provisioning/alerting/azud-contact-point.yaml", contactPoint());
    texts.put("provisioning/alerting/azud-platform.yaml", rules(Rules.platform()));
    for (PipelineFile file : pipelines) {
      RuleGroup group = Rules.of(file);
      texts.put("provisioning/alerting/" + group.name() + ".yaml", rules(group));
    }
    return texts;
  }

  private String provider() {
    Map<String, Object> provider = new LinkedHashMap<>();
    provider.put("name", "azud");
    provider.put("folder", "Azud");
    provider.put("type", "file");
    provider.put("disableDeletion", true);
    provider.put("allowUiUpdates", false);
    provider.put("updateIntervalSeconds", 30);
    provider.put("options", Map.of("path", options.dashboards()));
    return document("providers", provider);
  }

  private String contactPoint() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("url", options.server() + "/api/alerts/grafana");
    settings.put("httpMethod", "POST");
    settings.put("maxAlerts", 500);
    settings.put("authorization_scheme", "Bearer");
    settings.put("authorization_credentials", "$__file{" + options.secrets() + "/alerts.token}");
    Map<String, Object> receiver = new LinkedHashMap<>();
    receiver.put("uid", "azud-webhook");
    receiver.put("type", "webhook");
    receiver.put("settings", settings);
    receiver.put("disableResolveMessage", false);
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("orgId", 1);
    point.put("name", AlertYaml.CONTACT_POINT);
    point.put("receivers", List.of(receiver));
    return document("contactPoints", point);
  }

  private String rules(RuleGroup group) {
    Map<String, Object> provisioned = new LinkedHashMap<>();
    provisioned.put("orgId", 1);
    provisioned.put("name", group.name());
    provisioned.put("folder", "Azud");
    provisioned.put("interval", "1m");
    AlertYaml yaml = new AlertYaml(options);
    provisioned.put("rules", group.alerts().stream().map(yaml::rule).toList());
    return document("groups", provisioned);
  }

  private static String document(String name, Object only) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("apiVersion", 1);
    root.put(name, List.of(only));
    return Yaml.write(RENDERED, root);
  }
}
