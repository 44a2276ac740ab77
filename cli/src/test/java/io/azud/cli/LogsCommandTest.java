// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log that commands keep in files, and the command that reads it. */
class LogsCommandTest {
  private static final String AIRPORTS = "../examples/airports/pipeline.yaml";

  @TempDir private Path directory;
  private Path environment;

  @BeforeEach
  void declare() throws IOException {
    environment = environment("logs: {directory: log}");
  }

  private Path environment(String logs) throws IOException {
    return Files.writeString(
        Files.createTempFile(directory, "environment", ".yaml"),
        """
        apiVersion: azud/v1
        name: test
        postgres: {url: "jdbc:postgresql://127.0.0.1:1/azud", user: azud}
        catalog: {type: rest, uri: "http://127.0.0.1:1", warehouse: lake}
        %s
        """
            .formatted(logs));
  }

  private AzudCall logs(String... options) {
    List<String> all = new ArrayList<>(List.of("logs", "-e", environment.toString()));
    all.addAll(List.of(options));
    return AzudCall.of(all.toArray(String[]::new));
  }

  /** A command that fails because nothing is there. */
  private AzudCall fail() {
    return AzudCall.of("status", AIRPORTS, "-e", environment.toString());
  }

  @Test
  void tellsWhyACommandFailed() throws IOException {
    AzudCall failed = fail();
    assertThat(failed.status()).isEqualTo(4);
    assertThat(failed.err()).startsWith("error[").hasLineCount(1);
    AzudCall told = logs("-p", AIRPORTS, "-o", "json");
    assertThat(told.status()).as(told.err()).isZero();
    JsonNode line = new ObjectMapper().readTree(told.out()).path("lines").path(0);
    assertThat(line.path("event.action").asText()).isEqualTo("command-failed");
    assertThat(line.path("labels.pipeline").asText()).isEqualTo("airports");
    assertThat(failed.err().strip()).isEqualTo(line.path("message").asText());
    assertThat(failed.err()).startsWith("error[" + line.path("error.code").asText() + "]");
  }

  @Test
  void showsNoControlCharacterToATerminal() throws IOException {
    Path log = Files.createDirectory(directory.resolve("log"));
    Files.writeString(
        log.resolve("azud-000001.json"),
        "{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"log.level\":\"INFO\",\"message\":\"a\\u001b[2Jb\\nc\"}\n");
    assertThat(logs().out()).contains("a [2Jb c").doesNotContain("\u001b");
  }

  @Test
  void saysWhatToLookAtWhenThereIsNothing() {
    AzudCall nothing = logs("-p", "nobody");
    assertThat(nothing.status()).isZero();
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).contains("No such line in the files in " + directory.resolve("log"));
  }

  @Test
  void goesOnWhereTheLogCannotBeKept() throws IOException {
    Files.writeString(directory.resolve("log"), "a file in its place");
    AzudCall failed = fail();
    assertThat(failed.status()).isEqualTo(4);
    assertThat(failed.err()).contains("error[").doesNotContain("\tat ");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    environment = environment("");
    assertThat(logs().status()).isEqualTo(3);
    assertThat(logs().err()).contains("add logs: {directory: DIR}");
    assertThat(logs("--from", "store").status()).isEqualTo(3);
  }

  @Test
  void saysThatTheStoreIsDown() throws IOException {
    environment = environment("logs: {elasticsearch: {url: \"http://127.0.0.1:1\"}}");
    AzudCall down = logs();
    assertThat(down.status()).isEqualTo(4);
    assertThat(down.err()).startsWith("error[LOGS_UNREACHABLE]: ").hasLineCount(1);
  }

  @Test
  void refusesATimeOrANumberThatIsNone() {
    assertThat(logs("--since", "yesterday").status()).isEqualTo(2);
    assertThat(logs("--limit", "0").status()).isEqualTo(2);
    assertThat(logs("--level", "loud").status()).isEqualTo(2);
    assertThat(logs("--since", "2d").status()).isZero();
    assertThat(logs("--since", "2026-01-31T12:00:00Z").status()).isZero();
  }
}
