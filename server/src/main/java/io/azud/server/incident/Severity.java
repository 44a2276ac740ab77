// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.util.Locale;

/** How urgent an incident is, as alerts say it. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  /** As alerts, the ledger and people write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What an alert's label says; a word of somebody else's is a warning. */
  public static Severity of(String id) {
    return switch (id.toLowerCase(Locale.ROOT)) {
      case "info", "none" -> INFO;
      case "critical", "page", "error" -> CRITICAL;
      default -> WARNING;
    };
  }
}
