// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.definition.PipelineReader;
import io.azud.render.prometheus.Alert;
import io.azud.render.prometheus.PipelineFile;
import io.azud.render.prometheus.Rules;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The command that a pipeline's alert tells to run can be run. */
class AlertCommandsTest {

  static Stream<Alert> alerts() {
    Path example = Path.of("..", "examples", "flights", "pipeline.yaml");
    PipelineFile flights =
        new PipelineFile(new PipelineReader(Map.of()).read(example), "pipeline.yaml");
    return Rules.of(flights).alerts().stream();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void isACommandOfThisProgram(Alert alert) {
    String[] words = alert.command().split(" ", -1);
    assertThat(words[0]).isEqualTo("azud");

    new CommandLine(new AzudCommand()).parseArgs(Arrays.copyOfRange(words, 1, words.length));
  }
}
