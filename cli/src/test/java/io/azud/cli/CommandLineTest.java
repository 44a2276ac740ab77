// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands that need nothing outside, as a user types them. */
class CommandLineTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AIRPORTS = "../examples/airports/pipeline.yaml";

  @TempDir private Path directory;

  @Test
  void saysWhatToDoWhenNothingIsTyped() {
    AzudCall call = AzudCall.of();

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err())
        .startsWith("error[USAGE]: say what to do, for example: azud demo")
        .contains("help: azud --help");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    AzudCall call = AzudCall.of("validat");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).contains("'validat'").contains("did you mean: ").contains("validate");
    assertThat(call.out()).isEmpty();
  }

  @Test
  void suggestsTheOptionThatWasMeant() {
    AzudCall call = AzudCall.of("validate", "--enviroment", "e.yaml", "p.yaml");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err())
        .contains("'--enviroment'")
        .contains("--environment")
        .contains("help: azud validate --help");
  }

  @Test
  void suggestsNothingForWhatIsLikeNothing() {
    AzudCall call = AzudCall.of("xyzzyxyzzy");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).contains("xyzzyxyzzy").doesNotContain("did you mean");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "run",
        "task inicializar_task",
        "task nonsense pipeline.yaml",
        "schema nonsense",
        "validate",
        "validate p.yaml -o xml",
        "deadletters show p.yaml",
        "deadletters list p.yaml --limit many"
      })
  void endsWithTwoWhenItIsUsedWrongly(String line) {
    AzudCall call = AzudCall.of(line.split(" ", -1));

    assertThat(call.status()).as(call.err()).isEqualTo(2);
    assertThat(call.err()).startsWith("error[USAGE]: ").doesNotContain("\tat ");
    assertThat(call.out()).isEmpty();
  }

  @Test
  void namesTheTasksWhenThereIsNoSuchTask() {
    assertThat(AzudCall.of("task", "carga", "-p", "p.yaml").err())
        .contains("\"carga\"")
        .contains("inicializar_task, conexion_kafka_task, kubernetes_task, conexion_spark_task")
        .contains("transformar_datos_task, cargar_datos_task");
  }

  @Test
  void everyCommandHasAHelpThatSaysWhatItIsFor() {
    everyCommand(new CommandLine(new AzudCommand()))
        .forEach(
            command ->
                assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF))
                    .as(command.getCommandSpec().qualifiedName())
                    .startsWith("Usage: ")
                    .contains("Exit status:", "--help"));
  }

  private static Stream<CommandLine> everyCommand(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream()
            .filter(each -> !each.getCommandName().equals("help"))
            .flatMap(CommandLineTest::everyCommand));
  }

  @Test
  void theHelpListsExactlyTheStatusesThatCommandsEndWith() {
    IntStream statuses =
        Arrays.stream(ErrorCode.values()).mapToInt(ErrorCode::exitStatus).distinct();

    assertThat(
            new CommandLine(new AzudCommand())
                .getCommandSpec().usageMessage().exitCodeList().keySet().stream()
                    .map(Integer::valueOf))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.concat(IntStream.of(0), statuses).boxed().toList());
  }

  @Test
  void printsItsVersion() {
    AzudCall call = AzudCall.of("--version");

    assertThat(call.status()).isZero();
    assertThat(call.out()).startsWith("azud ").contains("java " + Runtime.version());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipeline", "environment"})
  void printsTheSchema(String kind) throws IOException {
    AzudCall call = AzudCall.of("schema", kind);

    assertThat(call.status()).isZero();
    assertThat(JSON.readTree(call.out()))
        .isEqualTo(
            JSON.readTree(Path.of("..", "docs", "reference", kind + ".schema.json").toFile()));
  }

  @Test
  void printsThePipelinesSchemaWhenNoneIsNamed() {
    assertThat(AzudCall.of("schema").out()).isEqualTo(AzudCall.of("schema", "pipeline").out());
  }

  @Test
  void writesAFirstPipelineThatIsValid() {
    String file = directory.resolve("first.yaml").toString();

    AzudCall init = AzudCall.of("init", file);

    assertThat(init.status()).isZero();
    assertThat(init.out()).startsWith("Wrote " + file).contains("azud validate " + file);
    assertThat(AzudCall.of("validate", file)).isEqualTo(new AzudCall(0, "Valid.\n", ""));
  }

  @Test
  void doesNotOverwriteAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("mine.yaml"), "mine");

    AzudCall init = AzudCall.of("init", file.toString());

    assertThat(init.status()).isEqualTo(2);
    assertThat(init.err())
        .isEqualTo(
            "error[USAGE]: "
                + file
                + " exists already; name another file"
                + System.lineSeparator());
    assertThat(file).hasContent("mine");
  }

  @Test
  void saysThatADirectoryIsMissing() {
    String file = directory.resolve("none").resolve("p.yaml").toString();

    AzudCall init = AzudCall.of("init", file);

    assertThat(init.status()).isEqualTo(2);
    assertThat(init.err()).startsWith("error[USAGE]: " + file).hasLineCount(1);
  }

  @Test
  void showsTheStackTraceOnlyWhenAskedTo() throws IOException {
    String file = Files.writeString(directory.resolve("mine.yaml"), "mine").toString();

    assertThat(AzudCall.of("init", file).err()).doesNotContain("\tat ");
    assertThat(AzudCall.of("init", "--debug", file).err())
        .startsWith("error[USAGE]: ")
        .contains("\tat io.azud.cli.InitCommand");
  }

  @Test
  void saysEverythingThatIsWrongWithAFile() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("bad.yaml"),
            """
            apiVersion: azud/v1
            name: bad
            sauce: {kafka: {topic: t, format: json}}
            schema: [{name: id, type: lung}]
            sinks: {lake: {table: t}}
            """);

    AzudCall call = AzudCall.of("validate", file.toString());

    assertThat(call.status()).isEqualTo(3);
    assertThat(call.out())
        .contains(file + ":3:1: ", "source", file + ":4:", "long")
        .endsWith(" problems.\n");
    assertThat(call.err()).isEmpty();
  }

  @Test
  void givesTheSameProblemsToPrograms() throws IOException {
    Path file = Files.writeString(directory.resolve("bad.yaml"), "apiVersion: azud/v1\nname: b\n");

    AzudCall call = AzudCall.of("validate", file.toString(), "-o", "json");

    JsonNode json = JSON.readTree(call.out());
    assertThat(call.status()).isEqualTo(3);
    assertThat(json.get("apiVersion").asText()).isEqualTo("azud/v1");
    assertThat(json.get("valid").asBoolean()).isFalse();
    assertThat(json.get("problems"))
        .isNotEmpty()
        .allSatisfy(
            problem -> {
              assertThat(problem.get("file").asText()).isEqualTo(file.toString());
              assertThat(problem.get("line").asInt()).isPositive();
              assertThat(problem.get("column").asInt()).isPositive();
              assertThat(problem.get("message").asText()).isNotBlank();
            });
  }

  @Test
  void endsWithThreeWhenAFileIsMissing() {
    String file = directory.resolve("none.yaml").toString();

    AzudCall call = AzudCall.of("validate", file);

    assertThat(call.status()).as(call.err()).isEqualTo(3);
    assertThat(call.out() + call.err()).contains(file).doesNotContain("\tat ");
  }

  @Test
  void asksWhereThePipelineRuns() {
    AzudCall call = AzudCall.of("status", AIRPORTS);

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err())
        .startsWith("error[USAGE]: say where the pipeline runs: --environment FILE")
        .hasLineCount(1);
  }

  @Test
  void endsWithThreeWhenTheEnvironmentIsNotValid() throws IOException {
    Path environment = Files.writeString(directory.resolve("e.yaml"), "apiVersion: azud/v1\n");

    AzudCall call = AzudCall.of("status", AIRPORTS, "-e", environment.toString());

    assertThat(call.status()).isEqualTo(3);
    assertThat(call.err()).startsWith("error[ENVIRONMENT_INVALID]: ").contains("e.yaml:1:1");
  }

  @Test
  void endsWithFourWhenADatabaseDoesNotAnswer() throws IOException {
    Path environment =
        Files.writeString(
            directory.resolve("e.yaml"),
            """
            apiVersion: azud/v1
            name: nowhere
            postgres: {url: "jdbc:postgresql://127.0.0.1:1/azud", user: azud}
            catalog: {type: rest, uri: "http://127.0.0.1:1/", warehouse: "s3://nowhere/lake"}
            """);

    AzudCall call = AzudCall.of("status", AIRPORTS, "-e", environment.toString());

    assertThat(call.status()).as(call.err()).isEqualTo(4);
    assertThat(call.err())
        .startsWith("error[POSTGRES_UNREACHABLE]: ")
        .contains("127.0.0.1:1")
        .hasLineCount(1);
  }
}
