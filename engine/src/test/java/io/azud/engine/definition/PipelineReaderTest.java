// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PipelineReaderTest {
  private static final String CANARY = "canary-4711";

  private static final String VALID =
      """
      apiVersion: azud/v1
      name: flights
      source:
        kafka: {topic: flights.raw, format: json}
      schema:
        - {name: id, type: string, required: true, pattern: "[A-Z]+"}
        - {name: at, type: timestamp, zone: Europe/Madrid}
        - {name: amount, type: "decimal(12,2)", min: 0}
        - {name: tags, type: list, element: string}
      checks:
        - {name: positive, expr: "amount >= 0"}
      transform:
        mask: [{column: id, with: hmac, key: "${env:MASK_KEY}"}]
      sinks:
        lake: {table: flights, partitionBy: ["day(at)"]}
        postgres:
          table: public.flights
          partitionBy: {column: at, every: month}
          indexes: [{columns: [id, at]}]
      """;

  @TempDir private Path directory;

  @Test
  void readsAPipeline() throws IOException {
    Pipeline pipeline = reader().read(file(VALID));
    assertThat(pipeline.name()).isEqualTo("flights");
    assertThat(pipeline.columns())
        .extracting(Column::name)
        .containsExactly("id", "at", "amount", "tags");
    assertThat(pipeline.columns().get(2).type()).isEqualTo(new DataType.DecimalType(12, 2));
    assertThat(pipeline.transform().masks().get(0).key().reveal()).isEqualTo(CANARY);
    assertThat(pipeline.hash()).hasSize(64);
  }

  @Test
  void keepsTheHashWhenOnlyASecretChanges() throws IOException {
    Pipeline one = reader().read(file(VALID));
    Pipeline other = new PipelineReader(Map.of("MASK_KEY", "another")).read(file(VALID));
    assertThat(other.hash()).isEqualTo(one.hash());
    assertThat(reader().read(file(VALID.replace("min: 0", "min: 1"))).hash())
        .isNotEqualTo(one.hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema:|scheme:|did you mean \"schema\"",
        "type: timestamp|type: timestmap|did you mean \"timestamp\"",
        "day(at)|day(att)|there is no column \"att\"",
        "day(at)|day(id)|cannot be made of a string",
        "column: at|column: id|date or timestamp",
        "[id, at]|[id, tags]|a list cannot be indexed",
        "min: 0|min: many|is not a value of type decimal(12,2)",
        "required: true|required: 1|expected true or false",
        "Europe/Madrid|Mars/Olympus|Mars/Olympus",
        "name: amount|name: id|is the name of another column",
        "name: amount|name: azud_x|azud_",
        "name: flights|name: '{{ 7*7 }}'|pipeline name",
        "topic: flights.raw|topic: '$(id)'|topic",
        "table: public.flights|table: 'a\"; drop'|table",
        "table: public.flights|table: x\\nmode: upsert|key",
        "\"${env:MASK_KEY}\"|plain-text|reference",
        "${env:MASK_KEY}|${env:NOWHERE}|NOWHERE",
        "element: string|elements: string|did you mean \"element\"",
        "apiVersion: azud/v1|apiVersion: azud/v2|azud/v1"
      })
  void saysWhatIsWrongAndWhere(String right, String wrong, String expected) throws IOException {
    AzudException e = read(VALID.replace(right, wrong.replace("\\n", "\n    ")));
    assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE_INVALID);
    assertThat(e.getMessage())
        .contains(expected)
        .containsPattern("pipeline\\.yaml:[0-9]+:[0-9]+: ");
    assertThat(e.getMessage()).doesNotContain(CANARY).doesNotContain("plain-text");
  }

  @Test
  void reportsAllProblemsAtOnceInReadingOrder() throws IOException {
    String text =
        VALID
            .replace("name: flights\n", "name: Flights\n")
            .replace("type: string,", "type: strin,")
            .replace("checks:", "cheks:");
    List<Problem> problems = reader().check(file(text));
    assertThat(problems).extracting(Problem::line).containsExactly(2, 6, 10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: &a [1]\\nb: *a",
        "!!javax.script.ScriptEngineManager []",
        "a: 1\\na: 2",
        "a: 1\\n---\\nb: 2",
        "\\t- a",
        "''",
        "[1, 2"
      })
  void refusesWhatIsNotAPlainYamlMapping(String text) throws IOException {
    assertThat(read(text.replace("\\n", "\n").replace("\\t", "\t")).code())
        .isEqualTo(ErrorCode.PIPELINE_INVALID);
  }

  @Test
  void refusesDeepInputBeforeItExhaustsTheStack() throws IOException {
    assertThat(read("a: " + "[".repeat(10_000)).code()).isEqualTo(ErrorCode.PIPELINE_INVALID);
  }

  @Test
  void readsALargeFileFullOfFaultsToItsEnd() throws IOException {
    StringBuilder text = new StringBuilder(VALID).append("objectives:\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("  lagg").append(i).append(": 1\n");
    }
    assertThat(reader().check(file(text.toString()))).hasSize(20_000);
  }

  @Test
  void refusesAFileOfMoreThanThreeMegabytes() throws IOException {
    assertThat(read(VALID + "#".repeat(3 * 1024 * 1024))).hasMessageContaining("larger than 3 MB");
  }

  @Test
  void refusesADirectory() {
    assertThat(reader().check(directory))
        .extracting(Problem::toString)
        .containsExactly(directory + ":1:1: this is a directory: name the YAML file in it");
  }

  @Test
  void refusesAMissingFile() {
    AzudException e =
        catchThrowableOfType(
            AzudException.class, () -> reader().read(directory.resolve("nowhere.yaml")));
    assertThat(e).hasMessageContaining("nowhere.yaml");
  }

  @Test
  void hasASchemaThatAcceptsWhatItReads() throws Exception {
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(JsonSchema.pipeline());
    assertThat(schema.validate(tree(VALID))).isEmpty();
    assertThat(schema.validate(tree(VALID.replace("schema:", "scheme:")))).isNotEmpty();
  }

  private static JsonNode tree(String yaml) {
    Load load = new Load(LoadSettings.builder().build());
    return new ObjectMapper().valueToTree(load.loadFromString(yaml));
  }

  private AzudException read(String text) throws IOException {
    Path file = file(text);
    AzudException e = catchThrowableOfType(AzudException.class, () -> reader().read(file));
    assertThat(e).as("nothing is wrong with %s", text).isNotNull();
    return e;
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("pipeline.yaml"), text);
  }

  private static PipelineReader reader() {
    return new PipelineReader(Map.of("MASK_KEY", CANARY));
  }
}
