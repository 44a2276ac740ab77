// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.log.LogLabels;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class RunLabelsTest {
  @Test
  void takesWhatTheOrchestratorGives() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    Map<String, String> variables =
        Map.of(
            "AZUD_RUN_ID",
            "manual__2026-01-01T00:00:00+00:00",
            "TRACEPARENT",
            "00-" + trace + "-b7ad6b7169203331-01");
    try (LogLabels.Scope scope = RunLabels.of(variables).open()) {
      assertThat(MDC.get("run_id")).isEqualTo("manual__2026-01-01T00:00:00+00:00");
      assertThat(MDC.get("trace_id")).isEqualTo(trace);
    }
    assertThat(MDC.get("run_id")).isNull();
  }

  @Test
  void makesUpWhatIsNotGivenOrCouldForgeALine() {
    try (LogLabels.Scope scope =
        RunLabels.of(Map.of("AZUD_RUN_ID", "a\nb", "TRACEPARENT", "x")).open()) {
      assertThat(MDC.get("run_id")).matches("[0-9a-f-]{36}");
      assertThat(MDC.get("trace_id")).matches("[0-9a-f]{32}");
    }
  }
}
