// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FastStartIT {

  /**
   * With {@code -Xshare:on} Java ends when it cannot use the archive, instead of passing over it.
   */
  @Test
  void theArchiveThatTheBuildMakesFitsTheInstallation() {
    AzudProcess.Result started = version("-Xshare:on");

    assertThat(started.status()).as(started.err() + started.out()).isZero();
    assertThat(version("-Xlog:class+load:stderr").err())
        .contains("io.azud.cli.Main source: shared objects file (top)");
  }

  @Test
  void anArchiveThatDoesNotFitIsPassedOverWithoutAWord() {
    AzudProcess.Result started = version("-XX:SharedArchiveFile=/dev/null");

    assertThat(started.status()).isZero();
    assertThat(started.err()).isEmpty();
    assertThat(started.out()).startsWith("azud ");
  }

  private static AzudProcess.Result version(String option) {
    try (AzudProcess azud =
        AzudProcess.start(List.of("--version"), Map.of("AZUD_JAVA_OPTS", option))) {
      return azud.await();
    }
  }
}
