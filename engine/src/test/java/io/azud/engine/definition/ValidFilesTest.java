// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Azud and the JSON Schema agree on what is right, the project's examples among it. */
class ValidFilesTest {

  static List<Path> pipelines() throws IOException {
    List<Path> files = new ArrayList<>(DefinitionFiles.in("pipeline/valid"));
    try (Stream<Path> examples = Files.walk(Path.of("..", "examples"))) {
      examples.filter(file -> file.endsWith("pipeline.yaml")).sorted().forEach(files::add);
    }
    return files;
  }

  static List<Path> environments() throws IOException {
    return DefinitionFiles.in("environment/valid");
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void holdPipelines(Path file) throws IOException {
    assertThat(DefinitionFiles.check(file, true)).isEmpty();
    assertThat(new PipelineReader(DefinitionFiles.VARIABLES).read(file).hash()).hasSize(64);
    assertThat(DefinitionFiles.isAcceptedBySchema(file, true)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("environments")
  void holdEnvironments(Path file) throws IOException {
    assertThat(DefinitionFiles.check(file, false)).isEmpty();
    assertThat(new EnvironmentReader(DefinitionFiles.VARIABLES).read(file).name()).isNotEmpty();
    assertThat(DefinitionFiles.isAcceptedBySchema(file, false)).isTrue();
  }
}
