// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.definition.PipelineReader;
import io.azud.render.prometheus.Alert;
import io.azud.render.prometheus.PipelineFile;
import io.azud.render.prometheus.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped example is what is rendered, and Grafana's own SDK understands all of it. */
class GrafanaFilesTest {
  private static final Path SHIPPED = Path.of("..", "deploy", "grafana");
  private static final Path PYTHON = Path.of("src", "test", "python").toAbsolutePath();
  private static final Path VENV = Path.of("target", "grafana-sdk").toAbsolutePath();
  private static final PipelineFile FLIGHTS =
      new PipelineFile(
          new PipelineReader(Map.of()).read(Path.of("..", "examples", "flights", "pipeline.yaml")),
          "examples/flights/pipeline.yaml");

  @TempDir Path directory;

  private static Map<String, String> texts() {
    return new GrafanaFiles(List.of(FLIGHTS), GrafanaOptions.DEFAULT).texts();
  }

  private static void write(Path where) throws IOException {
    for (Map.Entry<String, String> text : texts().entrySet()) {
      Path file = where.resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.getValue());
    }
  }

  @Test
  void areShippedForTheExample() throws IOException {
    if (Boolean.getBoolean("azud.write")) {
      write(SHIPPED);
    }
    for (Map.Entry<String, String> text : texts().entrySet()) {
      assertThat(Files.readString(SHIPPED.resolve(text.getKey())))
          .as(text.getKey())
          .isEqualTo(text.getValue());
    }
  }

  @Test
  void comeBackWholeFromGrafanasSdk() throws Exception {
    write(directory);
    Path python = VENV.resolve("bin/python");
    if (!Files.exists(VENV.resolve("ready"))) {
      run("python3", "-m", "venv", VENV.toString());
      run(
          python.toString(),
          "-m",
          "pip",
          "install",
          "--quiet",
          "--disable-pip-version-check",
          "-r",
          PYTHON.resolve("requirements.txt").toString());
      Files.createFile(VENV.resolve("ready"));
    }
    List<String> command =
        new ArrayList<>(List.of(python.toString(), PYTHON.resolve("round_trip.py").toString()));
    try (Stream<Path> boards = Files.list(directory.resolve("dashboards"))) {
      boards.sorted().forEach(board -> command.add(board.toString()));
    }
    assertThat(run(command.toArray(String[]::new)))
        .contains(Boards.all().size() + " dashboards came back whole");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s%n%s", Arrays.asList(command), output).isZero();
    return output;
  }

  @Test
  void alertOnTheSameAsPrometheus() {
    String rules = texts().get("provisioning/alerting/azud-flights.yaml");

    for (Alert alert : Rules.of(FLIGHTS).alerts()) {
      assertThat(rules)
          .contains("title: " + alert.name() + " flights")
          .contains(alert.expression().replace("$", "$$").replace("'", "''"));
    }
    assertThat(rules).doesNotContainPattern("[^$]\\$[^$]");
  }

  @Test
  void tellTheServerAndKeepItsTokenOutOfTheFile() {
    assertThat(texts().get("provisioning/alerting/azud-contact-point.yaml"))
        .contains("http://127.0.0.1:8750/api/alerts/grafana")
        .contains("$__file{/etc/azud/alerts.token}");
  }
}
