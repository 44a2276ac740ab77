// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.log.LogLabels;
import io.azud.engine.log.LogLabels.Label;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the log calls this process's work: {@code AZUD_RUN_ID}, as an orchestrator gives it, and the
 * trace of {@code TRACEPARENT} (W3C Trace Context); each is made up when it is not given.
 */
final class RunLabels {
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");
  private static final Pattern RUN_ID = Pattern.compile("[\\w.:+~-]{1,250}");

  private RunLabels() {}

  static LogLabels of(Map<String, String> variables) {
    UUID madeUp = UUID.randomUUID();
    Matcher parent = TRACEPARENT.matcher(variables.getOrDefault("TRACEPARENT", ""));
    String run = variables.getOrDefault("AZUD_RUN_ID", "");
    return LogLabels.current()
        .with(Label.RUN_ID, RUN_ID.matcher(run).matches() ? run : madeUp.toString())
        .with(
            Label.TRACE_ID,
            parent.matches() ? parent.group(1) : madeUp.toString().replace("-", ""));
  }
}
