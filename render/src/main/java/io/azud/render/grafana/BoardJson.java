// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes a dashboard in Grafana's classic JSON model, which Grafana 10 and newer, Amazon's and the
 * sidecar of the Helm chart import. The same board gives the same bytes.
 */
final class BoardJson {
  /** Of Grafana 10.4: newer ones migrate it when they load it. */
  private static final int SCHEMA = 39;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final GrafanaOptions options;

  BoardJson(GrafanaOptions options) {
    this.options = options;
  }

  String text(Board board) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    try {
      return JSON.writer(printer).writeValueAsString(tree(board)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values", e);
    }
  }

  ObjectNode tree(Board board) {
    ObjectNode root = JSON.createObjectNode();
    root.put("uid", board.uid());
    root.put("title", board.title());
    root.put("description", board.description());
    root.putArray("tags").add("azud");
    root.put("schemaVersion", SCHEMA);
    root.put("editable", false);
    root.put("graphTooltip", 1);
    root.put("refresh", "30s");
    root.put("timezone", "browser");
    root.putObject("time").put("from", "now-3h").put("to", "now");
    annotations(root.putObject("annotations").putArray("list"));
    links(root.putArray("links"));
    variables(root.putObject("templating").putArray("list"), board);
    new PanelJson(root.putArray("panels")).add(board.rows());
    return root;
  }

  private static void annotations(ArrayNode list) {
    ObjectNode alerts = list.addObject();
    alerts.put("name", "Alerts");
    alerts.put("enable", true);
    alerts.put("hide", false);
    alerts.put("iconColor", "red");
    PanelJson.datasource(alerts);
    alerts.put("expr", "ALERTS{alertname=~\"Azud.*\", alertstate=\"firing\"}");
    alerts.put("titleFormat", "{{alertname}}");
    alerts.put("textFormat", "{{pipeline}} {{sink}} {{task}}");
    alerts.put("step", "60s");
  }

  private void links(ArrayNode links) {
    ObjectNode boards = link(links, "dashboards", "Azud");
    boards.putArray("tags").add("azud");
    boards.put("asDropdown", true);
    boards.put("includeVars", true);
    boards.put("keepTime", true);
    boards.put("url", "");
    ObjectNode logs = link(links, "link", "Logs");
    logs.put(
        "url",
        options.logs()
            + "/app/discover#/?_g=(time:(from:'${__from:date:iso}',to:'${__to:date:iso}'))"
            + "&_a=(query:(language:kuery,query:'service.name:azud'))");
    logs.put("tooltip", "What was logged in the time shown");
    ObjectNode runbook = link(links, "link", "Runbook");
    runbook.put("url", options.runbook() + "docs/runbook/en/README.md");
    runbook.put("tooltip", "What to do about each error");
  }

  private static ObjectNode link(ArrayNode links, String type, String title) {
    ObjectNode link = links.addObject();
    link.put("type", type);
    link.put("title", title);
    link.put("icon", "external link");
    link.put("targetBlank", type.equals("link"));
    link.putArray("tags");
    return link;
  }

  private static void variables(ArrayNode list, Board board) {
    ObjectNode datasource = list.addObject();
    datasource.put("type", "datasource");
    datasource.put("name", "datasource");
    datasource.put("label", "Data source");
    datasource.put("query", "prometheus");
    datasource.put("hide", 0);
    datasource.put("multi", false);
    datasource.put("includeAll", false);
    datasource.put("refresh", 1);
    for (Variable variable : board.variables()) {
      ObjectNode node = list.addObject();
      node.put("type", "query");
      node.put("name", variable.name());
      node.put("label", variable.title());
      PanelJson.datasource(node);
      node.putObject("query").put("query", variable.query()).put("refId", variable.name());
      node.put("hide", 0);
      node.put("multi", true);
      node.put("includeAll", true);
      node.put("allValue", ".+");
      node.put("refresh", 2);
      node.put("sort", 1);
      ObjectNode current = node.putObject("current");
      current.put("selected", true);
      current.putArray("text").add("All");
      current.putArray("value").add("$__all");
    }
  }
}
