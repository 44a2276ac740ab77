// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import io.azud.error.ErrorCode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of one task.
 *
 * @param code {@code OK}, or the {@link ErrorCode} that says why not
 * @param message one sentence for a person
 * @param details figures of the task, in a fixed order; plain values, lists and maps
 */
public record TaskOutcome(
    String pipeline,
    String task,
    Status status,
    String code,
    String message,
    Instant startedAt,
    double seconds,
    Map<String, Object> details) {

  public static final String OK = "OK";

  public TaskOutcome {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** How a task ended. */
  public enum Status {
    DONE,
    /** There was nothing to do. */
    SKIPPED,
    FAILED
  }

  /** The exit status that the orchestrator sees. */
  public int exitStatus() {
    return code.equals(OK) ? 0 : ErrorCode.valueOf(code).exitStatus();
  }
}
