// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Elasticsearch on this machine, from its distribution for tests. */
final class ElasticServer implements AutoCloseable {
  private static final Path UNPACKED = Path.of("target", "elasticsearch").toAbsolutePath();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path directory;
  private final int port;

  private ElasticServer(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /** Begins to start; {@link #awaitReady} waits for it. */
  static ElasticServer start() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("azud-elastic");
    Path home = directory.resolve("home");
    call("cp", "-r", distribution().toString(), home.toString());
    int port = freePort();
    Files.writeString(
        home.resolve("config/elasticsearch.yml"),
        """
        network.host: 127.0.0.1
        http.port: %d
        transport.port: %d
        discovery.type: single-node
        xpack.security.enabled: false
        cluster.routing.allocation.disk.threshold_enabled: false
        """
            .formatted(port, freePort()));
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // It refuses to run as root.
      call("chown", "-R", "nobody", directory.toString());
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    command.add(home.resolve("bin/elasticsearch").toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("ES_JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .put("ES_JAVA_OPTS", "-Xms512m -Xmx512m -XX:-AlwaysPreTouch -XX:TieredStopAtLevel=1");
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("out").toFile());
    return new ElasticServer(builder.start(), directory, port);
  }

  private static Path distribution() throws IOException {
    try (Stream<Path> entries = Files.list(UNPACKED)) {
      return entries.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new IOException("Maven unpacks Elasticsearch before integration tests", e);
    }
  }

  private static void call(String... command) throws IOException, InterruptedException {
    Process called = new ProcessBuilder(command).inheritIO().start();
    assertThat(called.waitFor()).as(String.join(" ", command)).isZero();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  void awaitReady() {
    Await.until(
        "Elasticsearch answers",
        () -> {
          assertThat(process.isAlive()).isTrue();
          return get("/_nodes/_local").path("nodes").size() == 1;
        },
        () -> "see " + directory.resolve("out"));
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url() + path)).build());
  }

  JsonNode post(String path, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri() + " answers " + answer.statusCode() + answer.body());
    }
    return new ObjectMapper().readTree(answer.body());
  }

  /** How many lines can be found now. */
  long count(String stream) throws IOException, InterruptedException {
    post("/" + stream + "/_refresh", "");
    return get("/" + stream + "/_count").path("count").asLong();
  }

  /** Ends it and waits for the end. */
  void stop() throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    process.destroy();
    all.forEach(ProcessHandle::destroy);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      all.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    stop();
    call("rm", "-rf", directory.toString());
  }
}
