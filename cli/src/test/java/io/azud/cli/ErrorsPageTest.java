// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of errors says of every code what the code says of itself. */
class ErrorsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "errors.md");

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void listsEveryCode(ErrorCode code) throws IOException {
    String row =
        String.format(
            Locale.ROOT,
            "| <a id=\"%s\"></a>`%s` | %d | %s | %s |",
            code.runbook(),
            code.name(),
            code.exitStatus(),
            code.blame().name().toLowerCase(Locale.ROOT),
            code.retryable() ? "yes" : "no");
    assertThat(Files.readString(PAGE)).contains(row);
  }
}
