// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.azud.render.metric.Metric;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of Grafana's dashboard linter, which cannot be had as a library, for every dashboard.
 */
class BoardLintTest {
  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([^}]*)}");
  private static final Pattern RANGE = Pattern.compile("\\[([^\\]]+)]");

  /** Prometheus' own series, which no job exposes. */
  private static final Set<String> WITHOUT_JOB = Set.of("ALERTS");

  static List<Board> boards() {
    return Boards.all();
  }

  private static JsonNode json(Board board) {
    return new BoardJson(GrafanaOptions.DEFAULT).tree(board);
  }

  private static List<Query> queries(Board board) {
    return board.panels().stream().flatMap(panel -> panel.queries().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void hasADatasourceVariable(Board board) {
    JsonNode first = json(board).at("/templating/list/0");

    assertThat(first.get("type").asText()).isEqualTo("datasource");
    assertThat(first.get("name").asText()).isEqualTo("datasource");
    assertThat(first.get("query").asText()).isEqualTo("prometheus");
  }

  @ParameterizedTest
  @MethodSource("boards")
  void hasVariablesForJobAndInstance(Board board) {
    assertThat(board.variables()).extracting(Variable::name).contains("job", "instance");
    for (JsonNode variable : json(board).at("/templating/list")) {
      assertThat(variable.get("label").asText()).isNotBlank();
      if (variable.get("type").asText().equals("query")) {
        assertThat(variable.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        assertThat(variable.get("multi").asBoolean()).isTrue();
        assertThat(variable.get("allValue").asText()).isEqualTo(".+");
        assertThat(variable.get("refresh").asInt()).as("on time range change").isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void cannotBeEdited(Board board) {
    assertThat(json(board).get("editable").asBoolean()).isFalse();
    assertThat(json(board).get("uid").asText()).matches("azud-[a-z]+").hasSizeLessThan(40);
  }

  @ParameterizedTest
  @MethodSource("boards")
  void hasPanelsThatExplainThemselves(Board board) {
    for (Panel panel : board.panels()) {
      assertThat(panel.title()).isNotBlank();
      assertThat(panel.description()).as(panel.title()).endsWith(".").isNotEqualTo(panel.title());
      assertThat(panel.unit()).as(panel.title()).isNotBlank();
      assertThat(panel.queries()).as(panel.title()).isNotEmpty();
    }
    assertThat(board.rows())
        .allSatisfy(
            row -> assertThat(row.panels()).extracting(Panel::title).doesNotHaveDuplicates());
  }

  @ParameterizedTest
  @MethodSource("boards")
  void hasPanelsThatUseTheChosenDatasource(Board board) {
    for (JsonNode panel : json(board).get("panels")) {
      if (!panel.get("type").asText().equals("row")) {
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.get("targets"))
            .allSatisfy(
                target ->
                    assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void asksForTheChosenJobAndInstance(Board board) {
    for (Query query : queries(board)) {
      Matcher selector = SELECTOR.matcher(query.expression());
      boolean found = false;
      while (selector.find()) {
        found = true;
        if (!WITHOUT_JOB.contains(selector.group(1))) {
          assertThat(selector.group(2))
              .as(query.expression())
              .contains("job=~\"$job\"")
              .contains("instance=~\"$instance\"");
        }
      }
      assertThat(found).as(query.expression()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void looksBackAsFarAsTheResolutionAsks(Board board) {
    for (Query query : queries(board)) {
      Matcher range = RANGE.matcher(query.expression());
      while (range.find()) {
        assertThat(range.group(1)).as(query.expression()).isEqualTo("$__rate_interval");
      }
      if (query.expression().contains("_total{")) {
        assertThat(query.expression()).containsPattern("(rate|increase)\\(|sum \\(metrics_");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void fitsTheGridWithoutOverlap(Board board) {
    Set<String> cells = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : json(board).get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      JsonNode at = panel.get("gridPos");
      assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = 0; x < at.get("w").asInt(); x++) {
        for (int y = 0; y < at.get("h").asInt(); y++) {
          String cell = (at.get("x").asInt() + x) + "," + (at.get("y").asInt() + y);
          assertThat(cells.add(cell)).as("%s at %s", panel.get("title"), cell).isTrue();
        }
      }
    }
  }

  @Test
  void everyMetricOfOursThatIsAskedForExists() {
    Set<String> known =
        Arrays.stream(Metric.values()).map(Metric::text).collect(Collectors.toSet());
    for (Board board : boards()) {
      for (Query query : queries(board)) {
        Matcher selector = SELECTOR.matcher(query.expression());
        while (selector.find()) {
          String name = selector.group(1).replaceFirst("_(bucket|sum|count)$", "");
          if (name.startsWith("azud_")) {
            assertThat(known).as(query.expression()).contains(name);
          }
        }
      }
    }
  }

  @Test
  void everyMetricOfOursIsShownSomewhere() {
    String all =
        boards().stream()
            .flatMap(board -> queries(board).stream())
            .map(Query::expression)
            .collect(Collectors.joining("\n"));
    Set<Metric> notShown =
        Set.of(
            Metric.BUILD_INFO,
            Metric.PIPELINE_EPOCH,
            Metric.OBJECTIVE_DEAD_LETTERS,
            Metric.SOURCE_PARTITIONS,
            Metric.SOURCE_KEPT,
            Metric.SOURCE_REPLACED,
            Metric.SINK_LOSS_ACCEPTED,
            Metric.TASK_RUN,
            Metric.POSTGRES_CURRENT_MISSING);

    assertThat(
            Arrays.stream(Metric.values())
                .filter(metric -> !all.contains(metric.text()))
                .collect(Collectors.toSet()))
        .isEqualTo(notShown);
  }
}
