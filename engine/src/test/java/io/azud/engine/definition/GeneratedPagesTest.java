// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The committed pages and schemas are what the code says; {@code -Dazud.write=true} writes them
 * anew.
 */
class GeneratedPagesTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference");

  @Test
  void areInStepWithTheCode() throws IOException {
    Map<String, String> generated =
        Map.of(
            "pipeline.md",
            OptionsPage.pipeline(),
            "environment.md",
            OptionsPage.environment(),
            "pipeline.schema.json",
            JsonSchema.pipeline() + "\n",
            "environment.schema.json",
            JsonSchema.environment() + "\n");
    for (Map.Entry<String, String> page : generated.entrySet()) {
      Path file = REFERENCE.resolve(page.getKey());
      if (Boolean.getBoolean("azud.write")) {
        Files.writeString(file, page.getValue());
      }
      assertThat(Files.readString(file)).as(page.getKey()).isEqualTo(page.getValue());
    }
  }
}
