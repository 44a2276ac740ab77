// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.definition.PipelineReader;
import io.azud.render.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped example is what is rendered, and every rule does what it says. */
class RulesTest {
  private static final Path SHIPPED = Path.of("..", "deploy", "prometheus");
  private static final PipelineFile FLIGHTS = read("../examples/flights/pipeline.yaml");
  private static final PipelineFile NIGHTLY = read("src/test/resources/nightly.yaml");
  private static final Pattern METRIC = Pattern.compile("\\bazud_[a-z_]+");

  @TempDir Path directory;

  private static PipelineFile read(String path) {
    return new PipelineFile(
        new PipelineReader(Map.of()).read(Path.of(path)), path.replaceFirst("^\\.\\./", ""));
  }

  private static Map<String, String> files(PipelineFile file, List<Scenario> own) {
    Map<String, String> texts =
        new TreeMap<>(new PrometheusFiles(List.of(file), PrometheusOptions.DEFAULT).texts());
    RuleGroup group = Rules.of(file);
    List<Scenario> scenarios = new ArrayList<>(new Scenarios(file.pipeline().name()).common());
    scenarios.addAll(own);
    texts.put("tests/" + group.name() + ".yml", new RuleTests(group, scenarios).text());
    texts.put(
        "tests/azud-platform.yml", new RuleTests(Rules.platform(), Scenarios.platform()).text());
    return texts;
  }

  private static void write(Path where, Map<String, String> texts) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = where.resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.getValue());
    }
  }

  @Test
  void areShippedForTheExample() throws Exception {
    Map<String, String> texts = files(FLIGHTS, new Scenarios("flights").continuous());
    if (Boolean.getBoolean("azud.write")) {
      write(SHIPPED, texts);
    }
    for (Map.Entry<String, String> text : texts.entrySet()) {
      assertThat(Files.readString(SHIPPED.resolve(text.getKey())))
          .as(text.getKey())
          .isEqualTo(text.getValue());
    }
  }

  @Test
  void doWhatTheySay() throws Exception {
    prove(files(FLIGHTS, new Scenarios("flights").continuous()), "azud-flights");
  }

  @Test
  void doWhatTheySayForAPipelineWithASchedule() throws Exception {
    prove(files(NIGHTLY, new Scenarios("nightly").scheduled()), "azud-nightly");
  }

  private void prove(Map<String, String> texts, String group) throws Exception {
    write(directory, texts);
    Tool.PROMTOOL.run(directory, "check", "rules", "rules/" + group + ".yml");
    Tool.PROMTOOL.run(directory, "check", "rules", "rules/azud-platform.yml");
    Tool.PROMTOOL.run(directory, "check", "config", "--syntax-only", "prometheus.yml");
    Tool.AMTOOL.run(directory, "check-config", "alertmanager.yml");
    String output =
        Tool.PROMTOOL.run(
            directory, "test", "rules", "tests/" + group + ".yml", "tests/azud-platform.yml");
    assertThat(output).contains("SUCCESS").doesNotContain("FAILED");
  }

  @Test
  void haveAScenarioEach() {
    Set<String> proved = new TreeSet<>();
    List.of(
            new Scenarios("").common(),
            new Scenarios("").continuous(),
            new Scenarios("").scheduled(),
            Scenarios.platform())
        .forEach(some -> some.forEach(scenario -> proved.add(scenario.alert())));
    Set<String> rendered = new TreeSet<>();
    List.of(Rules.of(FLIGHTS), Rules.of(NIGHTLY), Rules.platform())
        .forEach(group -> group.alerts().forEach(alert -> rendered.add(alert.name())));

    assertThat(rendered).isEqualTo(proved);
  }

  @Test
  void useOnlyMetricsThatExist() {
    Set<String> known =
        Arrays.stream(Metric.values()).map(Metric::text).collect(Collectors.toSet());
    for (RuleGroup group : List.of(Rules.of(FLIGHTS), Rules.of(NIGHTLY), Rules.platform())) {
      List<String> expressions = new ArrayList<>();
      group.alerts().forEach(alert -> expressions.add(alert.expression()));
      group.recordings().forEach(recording -> expressions.add(recording.expression()));
      for (String expression : expressions) {
        Matcher metric = METRIC.matcher(expression);
        while (metric.find()) {
          assertThat(known).as(expression).contains(metric.group());
        }
      }
    }
  }

  @Test
  void promiseNothingThatWasNotPromised() {
    PipelineFile airports = read("../examples/airports/pipeline.yaml");

    assertThat(Rules.of(airports).alerts().stream().map(Alert::name))
        .doesNotContain("AzudFreshnessMissed", "AzudLagOverObjective", "AzudRetentionClose")
        .contains("AzudSourceDown", "AzudTaskFailing");
  }
}
