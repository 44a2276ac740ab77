// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.engine.OpenPipeline;
import io.azud.engine.definition.EnvironmentReader;
import io.azud.engine.definition.PipelineReader;
import io.azud.engine.run.PipelineRun;
import io.azud.engine.run.RunListener;
import io.azud.engine.run.RunOptions;
import io.azud.engine.run.StopSignal;
import io.azud.engine.verify.Verification;
import io.azud.engine.verify.VerifyReport;
import io.azud.environment.Environment;
import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import io.azud.pipeline.Pipeline;
import io.azud.server.AzudServer;
import io.azud.server.ServeOptions;
import io.azud.server.http.AccessTokens;
import io.azud.server.http.ServerAddress;
import io.azud.server.incident.IncidentPlaces;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.procedure.Site;
import io.azud.server.incident.remedy.Hands;
import io.azud.server.incident.remedy.OwnHands;
import io.azud.server.incident.remedy.RuntimeControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The server over the embedded platform, with one pipeline that has worked 900 records through, of
 * which 180 are dead letters: 90 because of a check that has been taken out of its file since.
 */
final class LiveConsole implements AutoCloseable {
  private static final Path PIPELINES = Path.of("src/test/resources/pipelines");

  private final PlatformProcess platform;
  private final Environment environment;
  private final AccessTokens tokens;
  private final AzudServer server;

  LiveConsole(Path directory) {
    platform = PlatformProcess.launch(PlatformOptions.in(directory.resolve("platform")));
    Path environmentFile = withoutPolicy(directory);
    environment = new EnvironmentReader(Map.of()).read(environmentFile);
    ingest();
    Path file = PIPELINES.resolve("orders-corrected.yaml");
    Path tokenFile = directory.resolve("tokens");
    tokens = AccessTokens.in(tokenFile);
    Site site =
        new Site(
            environment,
            environmentFile,
            Map.of("orders", file),
            List.of(),
            where -> Map.of(),
            Clock.systemUTC());
    server =
        new AzudServer(
            new ServeOptions(
                ServerAddress.loopback(0),
                tokenFile,
                new IncidentPlaces(
                    directory.resolve("incidents"), directory.resolve("incidents-waiting")),
                new ServeOptions.LoginWay.Token()),
            List.of(corrected()),
            site,
            LiveConsole::hands);
    server.start();
  }

  /** So that what becomes of an incident is up to the person in the browser. */
  private Path withoutPolicy(Path directory) {
    try {
      String text = Files.readString(platform.environmentFile());
      return Files.writeString(
          directory.resolve("environment.yaml"), text.replaceFirst("(?s)incidents:.*", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a person asks for needs no task to be run in these tests. */
  private static Hands hands(Scene scene) {
    return new OwnHands(scene, RuntimeControl.NONE, Clock.systemUTC());
  }

  private static Pipeline corrected() {
    return read("orders-corrected.yaml");
  }

  private static Pipeline read(String file) {
    return new PipelineReader(Map.of()).read(PIPELINES.resolve(file));
  }

  private void ingest() {
    try (OpenPipeline open = new OpenPipeline(read("orders.yaml"), environment)) {
      open.apply();
      produce(900);
      new PipelineRun(
              open, RunOptions.UNTIL_END, new RunListener() {}, new StopSignal(), Clock.systemUTC())
          .run();
    }
  }

  /** Of ten, one is not JSON and one has a total that is refused at first. */
  private void produce(int count) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", platform.endpoints().kafka().bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < count; i++) {
        var unused = producer.send(new ProducerRecord<>("orders.raw", i % 3, null, record(i)));
      }
      producer.flush();
    }
  }

  private static String record(int i) {
    return i % 10 == 0
        ? "not json"
        : "{\"id\": "
            + i
            + ", \"country\": \"ES\", \"at\": \"2026-11-23T12:00:00Z\", \"total\": "
            + (i % 10 == 1 ? -1 : 5)
            + "}";
  }

  AccessTokens tokens() {
    return tokens;
  }

  /** Where a person with the operate token begins. */
  String url() {
    return server.url();
  }

  String base() {
    return "http://127.0.0.1:" + server.port();
  }

  VerifyReport verify() {
    try (OpenPipeline open = new OpenPipeline(corrected(), environment)) {
      return new Verification(open).run();
    }
  }

  /** What somebody does by mistake. */
  void deleteTheTopic() throws Exception {
    String servers = platform.endpoints().kafka().bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.deleteTopics(List.of("orders.raw")).all().get();
    }
  }

  /** What Alertmanager sends when something of the pipeline fires. */
  static String notification(String code, String summary) {
    return """
        {"version": "4", "status": "firing", "alerts": [{"status": "firing",
          "labels": {"alertname": "AzudTest", "code": "%1$s", "pipeline": "orders",
            "severity": "critical"},
          "annotations": {"summary": "%2$s"}, "startsAt": "2026-11-23T12:00:00Z",
          "fingerprint": "of-%1$s"}]}"""
        .formatted(code, summary);
  }

  /** An alert fires; the number of the incident that it opens. */
  long alert(String code, String summary) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(base() + "/api/alerts/alertmanager"))
                    .header("Authorization", "Bearer " + tokens.alerts())
                    .POST(BodyPublishers.ofString(notification(code, summary)))
                    .build(),
                BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body()).at("/incidents/0").asLong();
  }

  /** What the audit trail holds, in order. */
  List<String> audit() throws Exception {
    List<String> acts = new ArrayList<>();
    try (java.sql.Connection connection =
            new io.azud.engine.database.PostgresDatabase(environment.ledger()).open();
        java.sql.Statement statement = connection.createStatement();
        java.sql.ResultSet row =
            statement.executeQuery(
                "SELECT actor || ' ' || action || ': ' || detail FROM azud.audit ORDER BY id")) {
      while (row.next()) {
        acts.add(row.getString(1));
      }
    }
    return acts;
  }

  @Override
  public void close() {
    server.close();
    platform.close();
  }
}
