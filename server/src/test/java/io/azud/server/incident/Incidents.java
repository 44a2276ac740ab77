// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Incidents for tests that need no ledger. */
public final class Incidents {
  private Incidents() {}

  /** One that a task has just reported, and no ledger has numbered. */
  public static Incident open(String pipeline, String task, String code) {
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    return new Incident(
        0,
        pipeline,
        task,
        code,
        Severity.CRITICAL,
        Origin.TASK,
        IncidentState.OPEN,
        "no answer",
        Map.of(),
        1,
        0,
        0,
        now,
        now,
        Optional.empty(),
        "");
  }
}
