// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.log.LogLabels.Label;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class LogLabelsTest {
  @Test
  void aScopeGivesBackWhatWasThereBefore() {
    try (LogLabels.Scope outer = LogLabels.current().with(Label.PIPELINE, "flights").open()) {
      try (LogLabels.Scope inner =
          LogLabels.current().with(Label.PIPELINE, "weather").with(Label.BATCH, "b").open()) {
        assertThat(MDC.get("pipeline")).isEqualTo("weather");
        assertThat(MDC.get("batch")).isEqualTo("b");
      }
      assertThat(MDC.get("pipeline")).isEqualTo("flights");
      assertThat(MDC.get("batch")).isNull();
    }
    assertThat(MDC.get("pipeline")).isNull();
  }

  @Test
  void anExceptionLosesItsMessagesAndKeepsItsPlaces() {
    Exception foreign =
        new IllegalStateException("cannot read 4929-1234", new NumberFormatException("4929"));
    Exception shown = WithoutContent.of(foreign);
    assertThat(shown.getStackTrace()).isEqualTo(foreign.getStackTrace());
    assertThat(shown).hasMessage("java.lang.IllegalStateException");
    assertThat(shown.getCause()).hasMessage("java.lang.NumberFormatException");
  }
}
