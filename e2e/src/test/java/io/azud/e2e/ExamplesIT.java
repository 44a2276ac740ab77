// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example that the project ships is valid, and those that need no producer do what they say.
 */
@ExtendWith(OnePlatform.class)
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("..", "examples");

  @TempDir private static Path directory;

  static List<Path> pipelines() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void isValid(Path pipeline) {
    AzudProcess.Result result = AzudProcess.run("validate", pipeline.toString());
    assertThat(result.status()).as(result.out()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "airports, 1458, 1458, 0, 0",
    "planes, 3322, 3322, 0, 0",
    "weather, 26115, 26113, 1, 1"
  })
  void loadsItsFilesOnce(String name, long read, long accepted, long rejected, long filtered)
      throws IOException {
    String pipeline = EXAMPLES.resolve(name).resolve("pipeline.yaml").toString();
    JsonNode first = json("run", pipeline, "--until-end");
    assertThat(first.get("read").asLong()).isEqualTo(read);
    assertThat(first.get("accepted").asLong()).isEqualTo(accepted);
    assertThat(first.get("rejected").asLong()).isEqualTo(rejected);
    assertThat(first.get("filtered").asLong()).isEqualTo(filtered);

    assertThat(json("run", pipeline, "--until-end").get("passes").asLong()).isZero();
    JsonNode books = json("verify", pipeline);
    assertThat(books.get("balanced").asBoolean()).isTrue();
    assertThat(rows(books, "lake")).isEqualTo(accepted);
    assertThat(rows(books, "postgres")).isEqualTo(accepted);
  }

  @Test
  void writesAFirstPipelineThatIsValid() {
    String file = directory.resolve("first.yaml").toString();
    assertThat(AzudProcess.run("init", file).status()).isZero();
    AzudProcess.Result result = AzudProcess.run("validate", file);
    assertThat(result.status()).as(result.out()).isZero();
    assertThat(AzudProcess.run("init", file).status()).as("it does not overwrite").isEqualTo(2);
  }

  private static long rows(JsonNode books, String sink) {
    long rows = 0;
    for (JsonNode partition : books.get("sinks").get(sink)) {
      rows += partition.get("rows").asLong();
    }
    return rows;
  }

  private static JsonNode json(String command, String pipeline, String... more) throws IOException {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(command, pipeline, "-e", Environments.platform().toString(), "-o", "json"));
    arguments.addAll(List.of(more));
    try (AzudProcess azud = AzudProcess.start(arguments, java.util.Map.of())) {
      AzudProcess.Result result = azud.await();
      assertThat(result.status()).as(result.err()).isZero();
      return new ObjectMapper().readTree(result.out());
    }
  }
}
