// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.util.Locale;

/** What can happen in the course of an incident. */
public enum EventKind {
  OPENED,
  /** It was reported again while it was open. */
  SEEN_AGAIN,
  REOPENED,
  DIAGNOSED,
  REMEDY_STARTED,
  REMEDY_HELPED,
  REMEDY_FAILED,
  /** No remedy was tried, and why. */
  REMEDY_WITHHELD,
  ESCALATED,
  ESCALATION_FAILED,
  /** The alert that reported it no longer fires. */
  ALERT_ENDED,
  RESOLVED,
  NOTE;

  /** As the ledger and people write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static EventKind of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
