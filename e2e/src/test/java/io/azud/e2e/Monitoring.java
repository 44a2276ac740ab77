// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's own Prometheus and Alertmanager with what {@code azud render prometheus} has written.
 * Only the times in it are shortened, by rewriting the rendered files: scraping, evaluating and
 * grouping take a second each, an alert holds for longer than the server's looks are apart, and a
 * notification is repeated all the time.
 */
final class Monitoring implements AutoCloseable {
  private final Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int prometheusPort = FreePort.next();
  private final int alertmanagerPort;
  private final List<Process> programs = new ArrayList<>();

  /**
   * @param directory with the rendered files
   * @param alertmanagerPort that they name
   */
  Monitoring(Path directory, int alertmanagerPort) {
    this.directory = directory;
    this.alertmanagerPort = alertmanagerPort;
    shorten();
    start(
        "prometheus-alertmanager",
        "--config.file=" + directory.resolve("alertmanager.yml"),
        "--storage.path=" + directory.resolve("alertmanager"),
        "--web.listen-address=127.0.0.1:" + alertmanagerPort,
        "--cluster.listen-address=");
    start(
        "prometheus",
        "--config.file=" + directory.resolve("prometheus.yml"),
        "--storage.tsdb.path=" + directory.resolve("tsdb"),
        "--web.listen-address=127.0.0.1:" + prometheusPort);
  }

  private void shorten() {
    rewrite(
        directory.resolve("prometheus.yml"),
        "(scrape|evaluation)_interval: 15s",
        "$1_interval: 1s");
    rewrite(directory.resolve("alertmanager.yml"), "group_wait: 10s", "group_wait: 1s");
    rewrite(directory.resolve("alertmanager.yml"), "group_interval: 1m", "group_interval: 1s");
    rewrite(directory.resolve("alertmanager.yml"), "repeat_interval: 1h", "repeat_interval: 3s");
    try (Stream<Path> rules = Files.list(directory.resolve("rules"))) {
      rules.forEach(file -> rewrite(file, "for: (1|2|5|10)m\\b", "for: 8s"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void rewrite(Path file, String from, String to) {
    try {
      String text = Files.readString(file);
      String rewritten = text.replaceAll(from, to);
      assertThat(rewritten).as("%s has %s", file, from).isNotEqualTo(text);
      Files.writeString(file, rewritten);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(String program, String... arguments) {
    assertThat(Arrays.stream(System.getenv("PATH").split(":", -1)).map(Path::of))
        .as("%1$s is needed: apt-get install %1$s", program)
        .anyMatch(path -> Files.isExecutable(path.resolve(program)));
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    try {
      programs.add(
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve(program + ".log").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Alertmanager says that the alert fires for the pipeline. */
  void awaitFiring(String alert, String pipeline) {
    Await.until(alert + " fires for " + pipeline, () -> fires(alert, pipeline), this::everything);
  }

  /** Alertmanager says that no alert fires for the pipeline. */
  void awaitQuiet(String pipeline) {
    Await.until(
        "nothing fires for " + pipeline,
        () -> firing().stream().noneMatch(each -> isOf(each, pipeline)),
        this::everything);
  }

  private boolean fires(String alert, String pipeline) {
    return firing().stream()
        .anyMatch(
            each -> isOf(each, pipeline) && each.at("/labels/alertname").asText().equals(alert));
  }

  private static boolean isOf(JsonNode alert, String pipeline) {
    return alert.at("/labels/pipeline").asText().equals(pipeline);
  }

  private List<JsonNode> firing() {
    List<JsonNode> alerts = new ArrayList<>();
    get(alertmanagerPort, "/api/v2/alerts?active=true").forEach(alerts::add);
    return alerts;
  }

  private String everything() {
    return "Alertmanager: "
        + firing()
        + "\nPrometheus: "
        + get(prometheusPort, "/api/v1/alerts")
        + "\n"
        + get(prometheusPort, "/api/v1/targets?state=active");
  }

  private JsonNode get(int port, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try {
      return TestPipeline.parse(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    programs.forEach(Process::destroy);
    for (Process program : programs) {
      try {
        if (!program.waitFor(10, TimeUnit.SECONDS)) {
          program.destroyForcibly();
        }
      } catch (InterruptedException e) {
        program.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
