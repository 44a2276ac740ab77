// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user sees when something outside is wrong: one message, the right exit status, no stack
 * trace.
 */
class FaultsIT {
  private static final String CANARY = "canary-8d1f";

  @TempDir private static Path directory;

  private static PlatformProcess platform;
  private static Path pipeline;

  @BeforeAll
  static void start() throws IOException {
    platform = PlatformProcess.launch(PlatformOptions.in(directory.resolve("platform")));
    pipeline = directory.resolve("pipeline.yaml");
    Files.writeString(
        pipeline,
        """
        apiVersion: azud/v1
        name: faults
        source:
          kafka: {topic: faults.raw, format: json, partitions: 1}
        schema:
          - {name: id, type: string, required: true}
        sinks:
          lake: {table: faults}
          postgres: {table: faults}
        """);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void namesABrokerThatDoesNotAnswer() throws IOException {
    String broker = platform.endpoints().kafka().bootstrapServers();
    expect(4, "KAFKA_UNREACHABLE", "127.0.0.1:1", environment(broker, "127.0.0.1:1"));
  }

  @Test
  void namesAWrongPassword() throws IOException {
    Path password = Files.writeString(directory.resolve("wrong"), CANARY);
    String own = platform.environmentFile().getParent().resolve("secrets/postgres").toString();
    expect(4, "POSTGRES_REFUSED", "password", environment(own, password.toString()));
  }

  @Test
  void namesABucketThatIsMissing() throws IOException {
    expect(4, "BUCKET_MISSING", "nosuchbucket", environment("s3://azud/", "s3://nosuchbucket/"));
  }

  @Test
  void namesAStoreThatDoesNotAnswer() throws IOException {
    expect(
        4,
        "STORE_UNREACHABLE",
        "127.0.0.1:1",
        environment(platform.endpoints().s3().endpoint(), "http://127.0.0.1:1"));
  }

  @Test
  void namesATopicThatIsMissingAndNotDeclared() throws IOException {
    Path file = directory.resolve("undeclared.yaml");
    Files.writeString(
        file,
        Files.readString(pipeline)
            .replace("faults.raw", "nowhere.raw")
            .replace(", partitions: 1", ""));
    AzudProcess.Result result = run("run", file, platform.environmentFile());
    assertThat(result.status()).isEqualTo(4);
    assertThat(result.err()).contains("error[TOPIC_MISSING]").contains("nowhere.raw");
  }

  @Test
  void listsTheProblemsOfAFileWithTheirPlaces() throws IOException {
    Path file = directory.resolve("wrong.yaml");
    Files.writeString(
        file, Files.readString(pipeline).replace("schema:", "scheme:").replace("kafka:", "kafak:"));
    AzudProcess.Result result = run("run", file, platform.environmentFile());
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err())
        .contains("wrong.yaml:4:")
        .contains("wrong.yaml:5:")
        .contains("did you mean \"schema\"")
        .contains("did you mean \"kafka\"");
  }

  @Test
  void refusesATaskThatDoesNotExist() {
    AzudProcess.Result result =
        AzudProcess.run(
            "task",
            "nada_task",
            "-p",
            pipeline.toString(),
            "-e",
            platform.environmentFile().toString());
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("nada_task").contains("inicializar_task");
  }

  @Test
  void fencesTheOlderOfTwoRuns() throws Exception {
    try (AzudProcess older =
        AzudProcess.start(
            "run", pipeline.toString(), "-e", platform.environmentFile().toString())) {
      while (!older.err().contains("waiting for more") && older.runsAfter(100)) {
        // waits for the older instance to own the pipeline
      }
      assertThat(run("run", pipeline, platform.environmentFile(), "--until-end").status()).isZero();
      try (Feeder feeder =
          new Feeder(platform.endpoints().kafka().bootstrapServers(), "faults.raw", 1)) {
        feeder.send(10);
      }
      AzudProcess.Result fenced = older.await();
      assertThat(fenced.status()).as(fenced.err()).isEqualTo(6);
      assertThat(fenced.err()).contains("error[FENCED]");
    }
  }

  @Test
  void stopsInGoodOrderWhenTold() {
    try (AzudProcess azud =
        AzudProcess.start(
            "run", pipeline.toString(), "-e", platform.environmentFile().toString())) {
      while (!azud.err().contains("waiting for more") && azud.runsAfter(100)) {
        // waits until there is something to stop
      }
      azud.terminate();
      AzudProcess.Result ended = azud.await();
      assertThat(ended.status()).as(ended.err()).isZero();
      assertThat(ended.out()).contains("records read");
    }
  }

  private static void expect(int status, String code, String words, Path environment) {
    AzudProcess.Result result = run("run", pipeline, environment, "--until-end");
    assertThat(result.err()).as(result.err()).contains("error[" + code + "]").contains(words);
    assertThat(result.err()).doesNotContain("\tat ").doesNotContain(CANARY);
    assertThat(result.status()).isEqualTo(status);
  }

  private static AzudProcess.Result run(
      String command, Path file, Path environment, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(List.of(command, file.toString(), "-e", environment.toString()));
    arguments.addAll(List.of(more));
    try (AzudProcess azud = AzudProcess.start(arguments, Map.of())) {
      return azud.await();
    }
  }

  private static Path environment(String from, String to) throws IOException {
    String text = Files.readString(platform.environmentFile());
    assertThat(text).contains(from);
    return Files.writeString(
        Files.createTempFile(directory, "environment", ".yaml"), text.replace(from, to));
  }
}
