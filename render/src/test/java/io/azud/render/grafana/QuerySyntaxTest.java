// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import io.azud.render.prometheus.Tool;
import io.azud.render.prometheus.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus can read every query of every panel, those on other programs' metrics included. */
class QuerySyntaxTest {
  @TempDir Path directory;

  @Test
  void prometheusReadsEveryQuery() throws Exception {
    List<Object> rules = new ArrayList<>();
    for (Board board : Boards.all()) {
      for (Panel panel : board.panels()) {
        for (Query query : panel.queries()) {
          Map<String, Object> rule = new LinkedHashMap<>();
          rule.put("record", "query:" + board.uid().replace('-', '_') + ":" + rules.size());
          rule.put(
              "expr",
              query
                  .expression()
                  .replace("$__rate_interval", "5m")
                  .replaceAll("\\$(job|instance|pipeline)", ".+"));
          rules.add(rule);
        }
      }
    }
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", "queries");
    group.put("rules", rules);
    Files.writeString(
        directory.resolve("queries.yml"),
        Yaml.write("Queries of panels", Map.of("groups", List.of(group))));

    Tool.PROMTOOL.run(directory, "check", "rules", "queries.yml");
  }
}
