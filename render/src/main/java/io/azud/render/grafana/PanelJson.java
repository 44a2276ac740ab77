// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Lays panels out in rows of 24 columns and writes them. */
final class PanelJson {
  private static final int COLUMNS = 24;

  private final ArrayNode panels;
  private int id;
  private int x;
  private int y;
  private int height;

  PanelJson(ArrayNode panels) {
    this.panels = panels;
  }

  static void datasource(ObjectNode node) {
    node.putObject("datasource").put("type", "prometheus").put("uid", "${datasource}");
  }

  void add(List<Row> rows) {
    for (Row row : rows) {
      newLine();
      ObjectNode node = start("row", row.title(), COLUMNS, 1);
      node.put("collapsed", false);
      node.putArray("panels");
      newLine();
      row.panels().forEach(this::add);
    }
  }

  private void newLine() {
    y += height;
    x = 0;
    height = 0;
  }

  private ObjectNode start(String type, String title, int wide, int high) {
    if (x + wide > COLUMNS) {
      newLine();
    }
    ObjectNode node = panels.addObject();
    node.put("id", ++id);
    node.put("type", type);
    node.put("title", title);
    node.putObject("gridPos").put("x", x).put("y", y).put("w", wide).put("h", high);
    x += wide;
    height = Math.max(height, high);
    return node;
  }

  private void add(Panel panel) {
    Look look = panel.look();
    ObjectNode node = start(look.type(), panel.title(), look.width(), look.height());
    node.put("description", panel.description());
    datasource(node);
    fields(node.putObject("fieldConfig"), panel);
    options(node.putObject("options"), look);
    targets(node.putArray("targets"), panel);
    if (look == Look.TABLE) {
      hideColumns(node.putArray("transformations").addObject());
    }
  }

  private static void fields(ObjectNode config, Panel panel) {
    ObjectNode defaults = config.putObject("defaults");
    defaults.put("unit", panel.unit());
    boolean judged = panel.bad().isPresent();
    defaults.putObject("color").put("mode", judged ? "thresholds" : "palette-classic");
    ObjectNode thresholds = defaults.putObject("thresholds");
    thresholds.put("mode", "absolute");
    ArrayNode steps = thresholds.putArray("steps");
    steps.addObject().put("color", "green").putNull("value");
    panel.bad().ifPresent(value -> steps.addObject().put("color", "red").put("value", value));
    if (panel.look() == Look.LINES) {
      ObjectNode custom = defaults.putObject("custom");
      custom.put("lineWidth", 1);
      custom.put("fillOpacity", 10);
      custom.put("showPoints", "never");
      custom.putObject("thresholdsStyle").put("mode", judged ? "line" : "off");
      if (judged) {
        defaults.putObject("color").put("mode", "palette-classic");
      }
    }
    config.putArray("overrides");
  }

  private static void options(ObjectNode options, Look look) {
    switch (look) {
      case STAT -> {
        now(options);
        options.put("colorMode", "value");
        options.put("graphMode", "area");
        options.put("textMode", "auto");
      }
      case BARS -> {
        now(options);
        options.put("displayMode", "gradient");
        options.put("orientation", "horizontal");
      }
      case LINES -> {
        ObjectNode legend = options.putObject("legend");
        legend.put("displayMode", "list");
        legend.put("placement", "bottom");
        legend.put("showLegend", true);
        legend.putArray("calcs");
        options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
      }
      case TABLE -> options.put("showHeader", true);
    }
  }

  private static void now(ObjectNode options) {
    ObjectNode reduce = options.putObject("reduceOptions");
    reduce.put("values", false);
    reduce.put("fields", "");
    reduce.putArray("calcs").add("lastNotNull");
  }

  private static void targets(ArrayNode targets, Panel panel) {
    char ref = 'A';
    for (Query query : panel.queries()) {
      ObjectNode target = targets.addObject();
      target.put("refId", String.valueOf(ref++));
      datasource(target);
      target.put("expr", query.expression());
      target.put("legendFormat", query.legend());
      target.put("instant", panel.look().isInstant());
      target.put("range", !panel.look().isInstant());
      target.put("format", panel.look() == Look.TABLE ? "table" : "time_series");
    }
  }

  private static void hideColumns(ObjectNode organize) {
    organize.put("id", "organize");
    ObjectNode hidden = organize.putObject("options").putObject("excludeByName");
    for (String column : List.of("Time", "__name__", "job", "instance")) {
      hidden.put(column, true);
    }
  }
}
