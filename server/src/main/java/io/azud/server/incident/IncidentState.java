// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.util.Locale;

/** Where an incident stands. */
public enum IncidentState {
  OPEN,
  /** Somebody beyond level 1 was told, and it is not over. */
  ESCALATED,
  RESOLVED;

  /** As the ledger and people write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static IncidentState of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
