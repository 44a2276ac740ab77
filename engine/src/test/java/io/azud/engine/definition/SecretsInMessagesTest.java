// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.definition.yaml.Problems;
import io.azud.engine.definition.yaml.YamlFile;
import io.azud.engine.definition.yaml.YamlNode;
import io.azud.engine.definition.yaml.YamlNode.Mapping;
import io.azud.engine.definition.yaml.YamlNode.Scalar;
import io.azud.engine.definition.yaml.YamlNode.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Puts a reference in the place of each value of a file, one after the other, and looks for what it
 * leads to in all that is said.
 */
class SecretsInMessagesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Ca-Nary 4711'\"; {{x}} drop( |canary,ca_nary,4711",
        "canary_4711                  |canary",
        "day(canary_4711)             |canary",
        "4711                         |4711",
        "-4711.5e3                    |4711",
        "[canary4711                  |canary",
        "\\p{Canary}                  |canary",
        "/canary/4711/*/x             |canary,4711",
        "jdbc:postgresql://h/d?canary=4711|canary,4711",
        "s3://canary4711/../x         |canary",
        "0 0 4711 * *                 |4711"
      })
  void neverHoldWhatAReferenceLeadsTo(String value, String traces) throws IOException {
    Map<String, String> variables = new HashMap<>(DefinitionFiles.VARIABLES);
    variables.put("HIDDEN", value.strip());
    int problems = 0;
    for (Path file : DefinitionFiles.in("")) {
      if (file.toString().contains("valid")) {
        for (Path changed : withReferences(file)) {
          for (Problem problem : check(changed, DefinitionFiles.isPipeline(file), variables)) {
            problems++;
            assertThat(problem.message().toLowerCase(Locale.ROOT))
                .as(Files.readString(changed))
                .doesNotContain(traces.strip().split(","));
          }
        }
      }
    }
    assertThat(problems).isGreaterThan(20);
  }

  private static List<Problem> check(Path file, boolean pipeline, Map<String, String> variables) {
    return pipeline
        ? new PipelineReader(variables).check(file)
        : new EnvironmentReader(variables).check(file);
  }

  /** One file for each value, which is replaced there. */
  private List<Path> withReferences(Path file) throws IOException {
    String text = Files.readString(file).replace("\uFEFF", "").replace("\r\n", "\n");
    Path plain = Files.writeString(directory.resolve("plain.yaml"), text);
    List<Scalar> scalars = new ArrayList<>();
    collect(YamlFile.read(plain, new Problems()).orElseThrow(), scalars);
    List<Path> files = new ArrayList<>();
    for (Scalar scalar : scalars) {
      Path changed = directory.resolve("changed-" + files.size() + ".yaml");
      files.add(Files.writeString(changed, replaced(text, scalar)));
    }
    assertThat(files).hasSizeGreaterThan(5);
    return files;
  }

  private static String replaced(String text, Scalar scalar) {
    String[] lines = text.split("\n", -1);
    String line = lines[scalar.position().line() - 1];
    int start = scalar.position().column() - 1;
    char quote = line.charAt(start);
    int end =
        quote == '"' || quote == '\''
            ? line.indexOf(quote, start + 1) + 1
            : start + scalar.text().length();
    lines[scalar.position().line() - 1] =
        line.substring(0, start) + "\"${env:HIDDEN}\"" + line.substring(end);
    return String.join("\n", lines);
  }

  private static void collect(YamlNode node, List<Scalar> scalars) {
    if (node instanceof Scalar scalar) {
      scalars.add(scalar);
    } else if (node instanceof Sequence sequence) {
      sequence.items().forEach(item -> collect(item, scalars));
    } else {
      ((Mapping) node).entries().values().forEach(entry -> collect(entry.value(), scalars));
    }
  }
}
