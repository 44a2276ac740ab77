// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Level 1 from a terminal: a task fails, and a person works through the incident. */
class IncidentIT {
  @TempDir private static Path directory;

  private static PlatformProcess platform;
  private static Path environment;

  @BeforeAll
  static void start() throws IOException {
    platform = PlatformProcess.launch(PlatformOptions.in(directory.resolve("platform")));
    environment = directory.resolve("environment.yaml");
    Files.writeString(
        environment,
        Files.readString(platform.environmentFile())
            .replaceFirst(
                "(?s)incidents:.*",
                "incidents: {automatic: [create_declared], tries: 2, pause: 10ms, directory: bundles}\n"));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Path pipeline(String name, String topic) throws IOException {
    return Files.writeString(
        directory.resolve(name + ".yaml"),
        """
        apiVersion: azud/v1
        name: %s
        source:
          kafka: {topic: %s, format: json%s}
        schema:
          - {name: id, type: string, required: true}
        sinks:
          postgres: {table: %1$s}
        """
            .formatted(name, topic, name.equals("declared") ? ", partitions: 1" : ""));
  }

  private static AzudProcess.Result azud(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-e", environment.toString()));
    return AzudProcess.run(all.toArray(String[]::new));
  }

  private static JsonNode json(AzudProcess.Result result) throws IOException {
    assertThat(result.err()).doesNotContain("error[");
    return new ObjectMapper().readTree(result.out());
  }

  @Test
  void leadsFromAFailedTaskToTheEnd() throws IOException {
    Path file = pipeline("undeclared", "nowhere.raw");
    AzudProcess.Result task =
        azud("task", "conexion_kafka_task", "-p", file.toString(), "-o", "json");
    assertThat(task.status()).isEqualTo(4);
    Path outcome = Files.writeString(directory.resolve("outcome.json"), task.out());
    Path log = Files.writeString(directory.resolve("task.log"), "ERROR password=canary-77\n");
    String[] open = {
      "incident",
      "open",
      "-p",
      file.toString(),
      "--outcome",
      outcome.toString(),
      "--log",
      log.toString(),
      "-o",
      "json"
    };
    JsonNode opened = json(azud(open));
    assertThat(opened.path("filing").asText()).isEqualTo("opened");
    assertThat(opened.path("incident").path("code").asText()).isEqualTo("TOPIC_MISSING");
    assertThat(json(azud(open)).path("filing").asText()).isEqualTo("folded");
    String id = opened.path("incident").path("id").asText();

    assertThat(azud("incident", "list").out()).contains("TOPIC_MISSING").contains("undeclared");
    JsonNode diagnosis = json(azud("incident", "diagnose", id, "-o", "json"));
    assertThat(diagnosis.path("culprit").asText()).isEqualTo("source-as-declared");
    AzudProcess.Result dry = azud("incident", "resolve", id, "--dry-run");
    assertThat(dry.status()).isZero();
    assertThat(dry.out()).contains("inicializar_task");
    assertThat(azud("incident", "resolve", id).status()).as("nobody made the topic").isEqualTo(75);

    Path bundle =
        Path.of(json(azud("incident", "escalate", id, "-o", "json")).path("bundle").asText());
    assertThat(bundle).exists().hasParent(directory.resolve("bundles"));
    assertThat(azud("incident", "resolve", id, "--done", "asked the producer").status()).isZero();
    assertThat(azud("incident", "list").out()).doesNotContain("undeclared");

    Path story = directory.resolve("story.md");
    assertThat(azud("incident", "export", id, "--to", story.toString()).status()).isZero();
    assertThat(Files.readString(story))
        .contains("asked the producer")
        .contains("source-as-declared")
        .doesNotContain("canary-77");
  }

  @Test
  void actsAtOnceWhenAskedTo() throws IOException {
    Path file = pipeline("declared", "declared.raw");
    JsonNode opened =
        json(
            azud(
                "incident",
                "open",
                "-p",
                file.toString(),
                "--task",
                "conexion_kafka_task",
                "--code",
                "TOPIC_MISSING",
                "--message",
                "the topic is gone",
                "--act",
                "-o",
                "json"));
    String id = opened.path("incident").path("id").asText();
    JsonNode incident = json(azud("incident", "show", id, "-o", "json"));
    assertThat(incident.path("state").asText()).isEqualTo("resolved");
    assertThat(incident.path("resolvedBy").asText()).isEqualTo("azud");
  }

  @Test
  void refusesWhatCannotBeAnIncident() {
    AzudProcess.Result result = azud("incident", "open", "--code", "not a code");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("error[USAGE]").doesNotContain("\tat ");
    assertThat(azud("incident", "show", "99999").err()).contains("99999");
  }
}
