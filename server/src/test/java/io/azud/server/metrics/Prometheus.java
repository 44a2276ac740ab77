// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A real Prometheus that scrapes every second and keeps its data in a directory of the test. */
final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = Ports.free();
  private final Daemon daemon;

  /**
   * @param jobs {@code host:port/path} by the job's name
   */
  Prometheus(Path directory, Map<String, String> jobs) {
    StringBuilder configuration =
        new StringBuilder("global: {scrape_interval: 1s, evaluation_interval: 1s}\n");
    configuration.append("scrape_configs:\n");
    new TreeMap<>(jobs)
        .forEach(
            (job, target) -> {
              int slash = target.indexOf('/');
              configuration
                  .append("- job_name: ")
                  .append(job)
                  .append("\n  metrics_path: ")
                  .append(target.substring(slash))
                  .append("\n  static_configs: [{targets: ['")
                  .append(target, 0, slash)
                  .append("']}]\n");
            });
    Path file = directory.resolve("prometheus.yml");
    try {
      Files.writeString(file, configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon =
        new Daemon(
            "prometheus",
            directory,
            Map.of(),
            "prometheus",
            "--config.file=" + file,
            "--storage.tsdb.path=" + directory.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port);
  }

  /**
   * How many series the query gives now with a value that is a number; -1 when Prometheus does not
   * answer.
   */
  int series(String query) {
    String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    JsonNode answer = get(path);
    if (!answer.path("status").asText().equals("success")) {
      return -1;
    }
    int count = 0;
    for (JsonNode series : answer.at("/data/result")) {
      count += series.at("/value/1").asText().equals("NaN") ? 0 : 1;
    }
    return count;
  }

  /** What it says about its targets, for the message of a failure. */
  String targets() {
    StringBuilder text = new StringBuilder();
    for (JsonNode target : get("/api/v1/targets").at("/data/activeTargets")) {
      text.append(target.get("scrapeUrl"))
          .append(' ')
          .append(target.get("health"))
          .append(' ')
          .append(target.get("lastError"))
          .append('\n');
    }
    return text.toString();
  }

  private JsonNode get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try {
      return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return JSON.createObjectNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return JSON.createObjectNode();
    }
  }

  @Override
  public void close() {
    daemon.close();
  }
}
