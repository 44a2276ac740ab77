// SPDX-License-Identifier: Apache-2.0
package io.azud.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.engine.definition.PipelineReader;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.PostgresDefinition.Mode;
import io.azud.pipeline.PostgresDefinition.PartitionBy;
import io.azud.sink.postgres.PostgresSinkFactory;
import io.azud.testkit.PipelineFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of the bad-input table that are refused before anything is read. */
class RefusedDefinitionTest {
  @TempDir private Path directory;

  /** Those that no name may be like. */
  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("#33 a name of 64 bytes", "n".repeat(64)),
        Arguments.of("#34 SQL in a name", "\"; drop table x; --"),
        Arguments.of("#34 a quote in a name", "a'b"),
        Arguments.of("#34 a letter beyond ASCII", "año"),
        Arguments.of("#34 an empty name", ""),
        Arguments.of("#61 a template in a name", "{{ 7*7 }}"),
        Arguments.of("#61 a shell's text in a name", "$(id)"));
  }

  /** Those that no column may have besides. */
  static Stream<Arguments> columnNames() {
    return Stream.concat(
        names(),
        Stream.of(
            Arguments.of("#34 a dot in a name", "a.b"),
            Arguments.of("#34 a name of Azud's own", "azud_offset")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("columnNames")
  void asAColumn(String words, String name) {
    refuses("ok", "'" + name.replace("'", "''") + "'", "ok");
  }

  @ParameterizedTest(name = "{0}, of a table")
  @MethodSource("names")
  void asATable(String words, String name) {
    refuses("ok", "ok", "'" + name.replace("'", "''") + "'");
  }

  @ParameterizedTest(name = "{0}, of a pipeline")
  @MethodSource("names")
  void asAPipeline(String words, String name) {
    refuses("'" + name.replace("'", "''") + "'", "ok", "ok");
  }

  @Test
  void acceptsAReservedWord() throws IOException {
    assertThat(read("ok", "select", "user").columns()).hasSize(1);
  }

  @Test
  void refusesMoreColumnsThanPostgresHas() {
    List<Column> columns =
        IntStream.range(0, 1_598).mapToObj(i -> Column.optional("c" + i, Simple.INT)).toList();
    PostgresDefinition table =
        new PostgresDefinition(
            "t", Mode.APPEND, List.of(), "", PartitionBy.NONE, List.of(), Duration.ZERO);

    AzudException e =
        catchThrowableOfType(
            AzudException.class,
            () ->
                new PostgresSinkFactory()
                    .create(
                        PipelineFixture.into("t", columns, table),
                        columns,
                        StoredBadInputTest.NOWHERE));

    assertThat(e.code()).as("#52 more than 1,600 columns").isEqualTo(ErrorCode.PIPELINE_INVALID);
    assertThat(e).hasMessageContaining("1598 columns are too many");
  }

  private void refuses(String pipeline, String column, String table) {
    AzudException e =
        catchThrowableOfType(AzudException.class, () -> read(pipeline, column, table));
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE_INVALID);
    assertThat(e.getMessage()).containsPattern("pipeline\\.yaml:[0-9]+:[0-9]+: ");
  }

  private Pipeline read(String pipeline, String column, String table) throws IOException {
    String text =
        """
        apiVersion: azud/v1
        name: %s
        source:
          kafka: {topic: corpus, format: json}
        schema:
          - {name: %s, type: int}
        sinks:
          postgres: {table: %s}
        """
            .formatted(pipeline, column, table);
    return new PipelineReader(Map.of())
        .read(Files.writeString(directory.resolve("pipeline.yaml"), text));
  }
}
