// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One pipeline of a test on the shared platform: its file, its topic {@code NAME.raw} that a {@link
 * Feeder} fills, its tables {@code NAME}, and the commands on it as a user types them.
 */
final class TestPipeline {
  static final String LAKE = "  lake: {table: %s, partitionBy: [\"month(at)\"]}\n";
  static final String POSTGRES =
      "  postgres: {table: %s, partitionBy: {column: at, every: month, ahead: 1}}\n";

  private static final String TEXT =
      """
      apiVersion: azud/v1
      name: %1$s
      source:
        kafka: {topic: %1$s.raw, format: json, partitions: 2}
      schema:
        - {name: id, type: string, required: true}
        - {name: n, type: long, required: true}
        - {name: at, type: timestamp, required: true}
        - {name: text, type: string}
      sinks:
      %2$sschedule: {every: 200ms}
      """;

  private final String name;
  private final Path file;
  private final Path environment;

  private TestPipeline(String name, Path file, Path environment) {
    this.name = name;
    this.file = file;
    this.environment = environment;
  }

  /** With a lake and a PostgreSQL sink. */
  static TestPipeline declare(String name) {
    return declare(name, LAKE + POSTGRES);
  }

  /**
   * @param sinks the part of the file below {@code sinks:}, with {@code %s} for the table's name
   */
  static TestPipeline declare(String name, String sinks) {
    String text = TEXT.formatted(name, sinks.replace("%s", name));
    return new TestPipeline(
        name, OnePlatform.newFile(name, ".yaml", text), Environments.platform());
  }

  /** The same pipeline, reached by another environment file. */
  TestPipeline in(Path other) {
    return new TestPipeline(name, file, other);
  }

  /** Edits the file. */
  TestPipeline replace(String from, String to) {
    try {
      String text = Files.readString(file);
      assertThat(text).contains(from);
      Files.writeString(file, text.replace(from, to));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  String topic() {
    return name + ".raw";
  }

  Feeder feeder() {
    return new Feeder(
        OnePlatform.platform().endpoints().kafka().bootstrapServers(), topic(), name.hashCode());
  }

  AzudProcess start(String command, String... more) {
    return start(Map.of(), command, more);
  }

  AzudProcess start(Map<String, String> variables, String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("-p", file.toString(), "-e", environment.toString()));
    return AzudProcess.start(arguments, variables);
  }

  /** {@code azud logs} in the environment of this pipeline. */
  AzudProcess.Result azudLogs(String... more) {
    List<String> arguments = new ArrayList<>(List.of("logs", "-e", environment.toString()));
    arguments.addAll(List.of(more));
    return AzudProcess.run(arguments.toArray(String[]::new));
  }

  /** The JSON of {@code azud logs}. */
  JsonNode logs(String... more) {
    AzudProcess.Result result = azudLogs(more);
    assertThat(result.status()).as(result.err()).isZero();
    return parse(result.out());
  }

  AzudProcess.Result run(String command, String... more) {
    try (AzudProcess azud = start(command, more)) {
      AzudProcess.Result result = azud.await();
      assertThat(result.err()).as("no stack trace").doesNotContain("\tat ");
      return result;
    }
  }

  /** Runs a command that must succeed. */
  AzudProcess.Result succeed(String command, String... more) {
    AzudProcess.Result result = run(command, more);
    assertThat(result.status()).as(result.out() + result.err()).isZero();
    return result;
  }

  /** Runs a command that must fail in this way. */
  AzudProcess.Result fail(int status, String code, String command, String... more) {
    AzudProcess.Result result = run(command, more);
    assertThat(result.err()).contains("error[" + code + "]");
    assertThat(result.status()).as(result.err()).isEqualTo(status);
    return result;
  }

  /** The JSON that a command prints when it succeeds. */
  JsonNode json(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("-o", "json"));
    return parse(succeed(command, arguments.toArray(String[]::new)).out());
  }

  /** What is measured, as Prometheus reads it. */
  String metrics() {
    AzudProcess.Result result =
        AzudProcess.run("metrics", file.toString(), "-e", environment.toString());
    assertThat(result.status()).as(result.err()).isZero();
    return result.out();
  }

  static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  /** Separate code finds everything once, and so does {@code azud verify}. */
  void requireEverythingOnce(List<Sent> sent) throws SQLException, IOException {
    referee().requireEverythingOnce(sent, name, name);
    succeed("verify");
  }

  static Referee referee() {
    return new Referee(OnePlatform.platform().endpoints());
  }

  /** Waits until both stores hold all the good records. */
  void awaitEverything(Feeder feeder, AzudProcess run) {
    awaitInPostgres(feeder, run);
    awaitInLake(feeder, run);
  }

  void awaitInPostgres(Feeder feeder, AzudProcess run) {
    long good = feeder.sentGood();
    Await.until(
        good + " rows in PostgreSQL", () -> referee().postgresCount(name) == good, run::err);
  }

  void awaitInLake(Feeder feeder, AzudProcess run) {
    long good = feeder.sentGood();
    Await.until(good + " rows in the lake", () -> referee().lakeCount(name) == good, run::err);
  }
}
