// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import io.azud.engine.task.TaskId;
import io.azud.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Something that is wrong with one pipeline for one reason. While it is not resolved, whatever else
 * reports the same pipeline, code and task belongs to it.
 *
 * @param id its number in the ledger; 0 while the ledger could not be asked for one
 * @param pipeline empty when it concerns the installation as a whole
 * @param task one of the six tasks, or empty
 * @param code an {@link ErrorCode}, or the name of what an alert watches
 * @param summary one sentence, from the first report
 * @param facts what the latest report brought along: labels, annotations
 * @param seen how often it was reported
 * @param reopened how often it came back after it was thought resolved
 * @param remedyTries how many remedies were started since it was opened or reopened
 * @param resolvedBy a person's name or {@code azud}; empty while it is not resolved
 */
public record Incident(
    long id,
    String pipeline,
    String task,
    String code,
    Severity severity,
    Origin origin,
    IncidentState state,
    String summary,
    Map<String, String> facts,
    int seen,
    int reopened,
    int remedyTries,
    Instant openedAt,
    Instant lastSeenAt,
    Optional<Instant> resolvedAt,
    String resolvedBy) {

  public Incident {
    facts = Map.copyOf(facts);
  }

  /** The code as one of Azud's own; empty for the name of an alert that has none. */
  public Optional<ErrorCode> errorCode() {
    return Arrays.stream(ErrorCode.values()).filter(each -> each.name().equals(code)).findFirst();
  }

  public Optional<TaskId> taskId() {
    return Arrays.stream(TaskId.values()).filter(each -> each.id().equals(task)).findFirst();
  }

  public boolean isResolved() {
    return state == IncidentState.RESOLVED;
  }

  /** How long it lasted, or has lasted so far. */
  public Duration duration(Instant now) {
    return Duration.between(openedAt, resolvedAt.orElse(now));
  }

  /** The page and anchor of the runbook, from the documentation's root. */
  public String runbook() {
    return Runbook.anchor(task, code);
  }
}
