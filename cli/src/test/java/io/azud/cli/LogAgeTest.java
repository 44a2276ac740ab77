// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.error.AzudException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogAgeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "90s, 2026-11-23T09:58:30Z",
    "30m, 2026-11-23T09:30:00Z",
    "1h, 2026-11-23T09:00:00Z",
    "2d, 2026-11-21T10:00:00Z",
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z"
  })
  void readsAgesAndTimes(String text, Instant earliest) {
    assertThat(LogAge.earliest(text, NOW)).isEqualTo(earliest);
  }

  @Test
  void looksNoFurtherBackThanAStoreKnows() {
    assertThat(LogAge.earliest("999999999d", NOW)).isEqualTo(Instant.EPOCH);
    assertThat(LogAge.earliest("-1000000-01-01T00:00:00Z", NOW)).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1w", "-1h", "1.5h", "yesterday", "2026-01-31"})
  void saysWhatItTakes(String text) {
    assertThatThrownBy(() -> LogAge.earliest(text, NOW))
        .isInstanceOf(AzudException.class)
        .hasMessageStartingWith("--since is an age like 90s");
  }
}
