// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.decode.csv.CsvDecoder;
import io.azud.decode.json.JsonDecoder;
import io.azud.engine.definition.PipelineReader;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.Pipeline.UnknownFields;
import io.azud.spi.Decoder;
import io.azud.spi.Verdict;
import io.azud.testkit.corpus.Corpus;
import io.azud.testkit.corpus.CorpusRecord;
import io.azud.testkit.corpus.CorpusRecord.Accepted;
import io.azud.testkit.corpus.CorpusRecord.Rejected;
import io.azud.testkit.corpus.HugeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of the bad-input table that a decoder decides, by their numbers there: each record has
 * exactly the value, or exactly the rule and the reason, that the corpus gives.
 */
class BadInputTest {
  @TempDir private static Path directory;

  static List<CorpusRecord> json() {
    return Corpus.json();
  }

  static List<CorpusRecord> csv() {
    return Corpus.csv();
  }

  static List<HugeRecord> huge() {
    return HugeRecord.json();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("json")
  void ofJson(CorpusRecord record) {
    assertOutcome(record, pipeline("json", Corpus.JSON_SCHEMA), JsonDecoder::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("csv")
  void ofCsv(CorpusRecord record) {
    assertOutcome(record, pipeline("csv", Corpus.CSV_SCHEMA), CsvDecoder::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("huge")
  void ofHugeJson(HugeRecord record) {
    Pipeline pipeline = pipeline("json", Corpus.JSON_SCHEMA);

    Decoded decoded =
        Decoded.of(new JsonDecoder(pipeline), pipeline.columns().size(), record.value());

    assertThat(decoded.outcome()).isEqualTo(record.outcome());
  }

  @ParameterizedTest(name = "#31 a field that the contract does not name, unknownFields: {0}")
  @CsvSource({"REJECT, unknown_field", "IGNORE, null", "KEEP, '{\"new\":[1.0]}'"})
  void ofUnknownFields(UnknownFields policy, String expected) {
    List<Column> contract =
        List.of(Column.required("id", Simple.STRING), Column.optional("azud_unknown", Simple.JSON));
    Decoder decoder =
        new JsonDecoder(contract.subList(0, policy == UnknownFields.KEEP ? 2 : 1), policy);

    Decoded decoded = Decoded.of(decoder, 2, "{\"new\":[1.0],\"id\":\"x\"}");

    assertThat(policy == UnknownFields.REJECT ? decoded.outcome() : decoded.text(1))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "#32 a field whose name differs in case only, unknownFields: {0}")
  @EnumSource(names = {"REJECT", "IGNORE"})
  void ofCase(UnknownFields policy) {
    Decoder decoder = new JsonDecoder(List.of(Column.optional("año", Simple.INT)), policy);

    assertThat(Decoded.of(decoder, 1, "{\"año\":1}").value(0)).isEqualTo(1);
    assertThat(Decoded.of(decoder, 1, "{\"AÑO\":1}").outcome()).isEqualTo("field_case");
  }

  @ParameterizedTest(name = "#34 a field with the name {0}")
  @ValueSource(strings = {"; drop table x; --", "a.b", "", "select", "ñ{{ 7*7 }}", "$(id)"})
  void ofHostileNames(String name) {
    Decoder decoder =
        new JsonDecoder(List.of(Column.optional(name, Simple.INT)), UnknownFields.REJECT);

    assertThat(Decoded.of(decoder, 1, "{\"" + name + "\":1}").value(0)).isEqualTo(1);
  }

  private static void assertOutcome(
      CorpusRecord record, Pipeline pipeline, Function<Pipeline, Decoder> decoder) {
    List<String> columns = pipeline.columns().stream().map(Column::name).toList();

    Decoded decoded = Decoded.of(decoder.apply(pipeline), columns.size(), record.value());

    if (record.outcome() instanceof Rejected rejected) {
      assertThat(decoded.verdict())
          .isEqualTo(
              new Verdict.Rejection(Verdict.Stage.DECODE, rejected.rule(), rejected.reason()));
      assertThat(decoded.reason()).matches("[\\x20-\\x7e]{1,256}").doesNotContain("jndi", "Ada");
    } else if (record.outcome() instanceof Accepted accepted) {
      assertThat(decoded.text(columns.indexOf(accepted.column()))).isEqualTo(accepted.text());
    }
  }

  private static Pipeline pipeline(String format, String schema) {
    String text =
        """
        apiVersion: azud/v1
        name: corpus
        source:
          kafka: {topic: corpus, format: %s}
        %ssinks:
          lake: {table: corpus}
        """
            .formatted(format, schema);
    try {
      Path file = Files.writeString(directory.resolve(format + ".yaml"), text);
      return new PipelineReader(Map.of()).read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
