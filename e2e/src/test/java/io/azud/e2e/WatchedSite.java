// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.azud.local.Endpoints;
import io.azud.testkit.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An installation as an operator sets it up: {@code azud up}, {@code azud serve} with some
 * pipelines, Prometheus and Alertmanager as rendered, and somebody on call. The PostgreSQL sink is
 * reached through a proxy, the ledger in the same database is not.
 */
final class WatchedSite implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("runs again: kill (\\d+) stops it");

  private static final String TEXT =
      """
      apiVersion: azud/v1
      name: %1$s
      source:
        kafka: {topic: %1$s.raw, format: json, partitions: 1}
      schema:
        - {name: id, type: string, required: true}
        - {name: n, type: long, required: true}
        - {name: at, type: timestamp, required: true}
        - {name: text, type: string}
      sinks:
        lake: {table: %1$s}
        postgres: {table: %1$s, partitionBy: {column: at, every: month, ahead: 2}}
      deadLetters: {maxRatio: 0.5}
      """;

  private final Path directory;
  private final Path platform;
  private final AzudProcess up;
  private final AzudProcess serve;
  private final int port = FreePort.next();
  private final FaultProxy postgres;
  private final OnCall onCall = new OnCall();
  private final Monitoring monitoring;
  private final HttpClient client = HttpClient.newHttpClient();

  WatchedSite(Path directory, List<String> pipelines) {
    this.directory = directory;
    this.platform = directory.resolve("platform");
    up = AzudProcess.start("up", "--data", platform.toString());
    up.awaitWords("Ready in");
    postgres = new FaultProxy(URI.create(endpoints().postgres().jdbcUrl().substring(5)).getPort());
    write("oncall.url", onCall.url());
    write("environment.yaml", environment());
    for (String pipeline : pipelines) {
      write(pipeline + ".yaml", TEXT.formatted(pipeline));
      succeed("apply", "-p", file(pipeline));
    }
    serve = serve(pipelines);
    monitoring = monitoring(pipelines);
  }

  private String environment() {
    String text = read(platform.resolve("environment.yaml"));
    int own = text.indexOf("incidents:");
    String where = own < 0 ? text : text.substring(0, own);
    int from = where.indexOf("postgres:\n");
    int to = where.indexOf("store:\n");
    String direct = where.substring(from, to);
    return where.substring(0, from)
        + direct.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + postgres.port())
        + direct.replace("postgres:\n", "ledger:\n")
        + where.substring(to)
        + """
        incidents:
          automatic: [wait_and_retry, create_declared, finish_commit, restart_runtime]
          tries: 3
          pause: 1s
          webhook: {url: "${file:%s}"}
          directory: bundles
        """
            .formatted(directory.resolve("oncall.url"));
  }

  private AzudProcess serve(List<String> pipelines) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--port", Integer.toString(port)));
    pipelines.forEach(each -> arguments.addAll(List.of("-p", file(each))));
    arguments.addAll(List.of("-e", environmentFile()));
    AzudProcess started = AzudProcess.start(arguments, Map.of());
    started.awaitWords("Console: ");
    return started;
  }

  private Monitoring monitoring(List<String> pipelines) {
    write("read.token", token("read"));
    write("alerts.token", token("alerts"));
    Path rendered = directory.resolve("monitoring");
    int alertmanager = FreePort.next();
    List<String> arguments = new ArrayList<>(List.of("render", "prometheus"));
    pipelines.forEach(each -> arguments.add(file(each)));
    arguments.addAll(List.of("--out", rendered.toString()));
    arguments.addAll(List.of("--server", "127.0.0.1:" + port));
    arguments.addAll(List.of("--secrets", directory.toString()));
    arguments.addAll(List.of("--alertmanager", "127.0.0.1:" + alertmanager));
    requireSuccess(AzudProcess.run(arguments.toArray(String[]::new)));
    return new Monitoring(rendered, alertmanager);
  }

  private String token(String name) {
    return read(directory.resolve("serve.tokens"))
        .lines()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .collect(Collectors.joining());
  }

  Endpoints endpoints() {
    return Endpoints.read(platform);
  }

  Monitoring monitoring() {
    return monitoring;
  }

  OnCall onCall() {
    return onCall;
  }

  /** The way to the PostgreSQL sink alone. */
  FaultProxy postgres() {
    return postgres;
  }

  String file(String pipeline) {
    return directory.resolve(pipeline + ".yaml").toString();
  }

  String environmentFile() {
    return directory.resolve("environment.yaml").toString();
  }

  /** Replaces a text in a file of the installation, as an operator edits it. */
  void edit(String file, String from, String to) {
    String text = read(Path.of(file));
    assertThat(text).contains(from);
    write(Path.of(file).getFileName().toString(), text.replace(from, to));
  }

  Feeder feeder(String pipeline) {
    return new Feeder(endpoints().kafka().bootstrapServers(), pipeline + ".raw", 7);
  }

  Topic topic(String pipeline) {
    return new Topic(pipeline + ".raw", endpoints().kafka().bootstrapServers());
  }

  /** One of the platform's servers. */
  ProcessHandle server(String name) {
    long pid = Long.parseLong(read(platform.resolve("run").resolve(name + ".pid")).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  AzudProcess.Result task(String id, String pipeline) {
    return AzudProcess.run("task", id, "-p", file(pipeline), "-e", environmentFile(), "-o", "json");
  }

  void succeed(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-e", environmentFile()));
    requireSuccess(AzudProcess.run(all.toArray(String[]::new)));
  }

  private static void requireSuccess(AzudProcess.Result result) {
    assertThat(result.status()).as(result.out() + result.err()).isZero();
  }

  void execute(String sql) throws SQLException {
    Endpoints.Postgres database = endpoints().postgres();
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The incidents of a pipeline, open and resolved, each with its timeline. */
  List<JsonNode> incidents(String pipeline) {
    List<JsonNode> incidents = new ArrayList<>();
    get("/api/incidents?state=all&pipeline=" + pipeline)
        .forEach(each -> incidents.add(get("/api/incidents/" + each.get("id").asLong())));
    return incidents;
  }

  private JsonNode get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token("read"))
            .build();
    try {
      return TestPipeline.parse(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the server has logged. */
  String log() {
    return serve.err();
  }

  Path bundle(String name) {
    return directory.resolve("bundles").resolve(name);
  }

  List<String> secrets() {
    return List.of(
        endpoints().postgres().password(), endpoints().s3().secretKey(), token("operate"));
  }

  private void write(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The platform that the server has started goes on without it, and is ended here. */
  @Override
  public void close() {
    List<ProcessHandle> restarted = restarted();
    monitoring.close();
    serve.close();
    up.close();
    postgres.close();
    onCall.close();
    restarted.forEach(ProcessHandle::destroy);
    restarted.forEach(each -> each.onExit().join());
  }

  /** As the server tells its operator. */
  private List<ProcessHandle> restarted() {
    return STARTED
        .matcher(log())
        .results()
        .flatMap(found -> ProcessHandle.of(Long.parseLong(found.group(1))).stream())
        .toList();
  }
}
