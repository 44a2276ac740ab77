// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said about a wrong file stands beside it, in a file of the same name that ends in {@code
 * .txt}; {@code -Dazud.write=true} writes these anew.
 */
class FaultyFilesTest {

  static List<Path> faulty() throws IOException {
    List<Path> files = new ArrayList<>(DefinitionFiles.in("pipeline/syntax"));
    files.addAll(structure());
    files.addAll(meaning());
    return files;
  }

  static List<Path> structure() throws IOException {
    List<Path> files = new ArrayList<>(DefinitionFiles.in("pipeline/structure"));
    files.addAll(DefinitionFiles.in("environment/structure"));
    return files;
  }

  static List<Path> meaning() throws IOException {
    List<Path> files = new ArrayList<>(DefinitionFiles.in("pipeline/meaning"));
    files.addAll(DefinitionFiles.in("environment/meaning"));
    return files;
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void areRefusedInTheseWords(Path file) throws IOException {
    List<Problem> problems = DefinitionFiles.check(file, DefinitionFiles.isPipeline(file));
    String said =
        problems.stream()
            .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.message())
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(problems).as("nothing is wrong with %s", file).isNotEmpty();
    Path expected = Path.of(file.toString().replaceAll("yaml$", "txt"));
    if (Boolean.getBoolean("azud.write")) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
    assertThat(said).doesNotContain("hunter2").doesNotContain("4711");
  }

  @ParameterizedTest
  @MethodSource("structure")
  void areRefusedByTheJsonSchemaForTheirStructure(Path file) throws IOException {
    assertThat(DefinitionFiles.isAcceptedBySchema(file, DefinitionFiles.isPipeline(file)))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("meaning")
  void areAcceptedByTheJsonSchemaWhenOnlyTheirMeaningIsWrong(Path file) throws IOException {
    assertThat(DefinitionFiles.isAcceptedBySchema(file, DefinitionFiles.isPipeline(file))).isTrue();
  }
}
