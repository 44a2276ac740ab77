// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.definition.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every whole pipeline that a page shows is valid. */
class DocumentedPipelinesTest {
  private static final Pattern PIPELINE =
      Pattern.compile("```yaml\\n(apiVersion:.*?\\nsinks:.*?)```", Pattern.DOTALL);

  @TempDir private Path directory;

  record Shown(String page, String yaml) {
    @Override
    public String toString() {
      return page;
    }
  }

  static List<Shown> pipelines() throws IOException {
    List<Shown> shown = new ArrayList<>();
    try (Stream<Path> docs = Files.walk(Path.of("../docs"))) {
      Stream<Path> files = Stream.concat(Stream.of(Path.of("../README.md")), docs);
      for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        Matcher matcher = PIPELINE.matcher(Files.readString(page));
        while (matcher.find()) {
          shown.add(new Shown(page.toString(), matcher.group(1)));
        }
      }
    }
    return shown;
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void isValid(Shown shown) throws IOException {
    Path file = Files.writeString(directory.resolve("pipeline.yaml"), shown.yaml());
    assertThat(new PipelineReader(Map.of()).check(file)).as(shown.page()).isEmpty();
  }
}
