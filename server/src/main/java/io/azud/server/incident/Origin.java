// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.util.Locale;

/** Who noticed that something is wrong. */
public enum Origin {
  /** A task failed, and its orchestrator said so. */
  TASK,
  /** Prometheus, through Alertmanager. */
  ALERTMANAGER,
  /** Grafana's own alerting. */
  GRAFANA,
  /** The server's own look at the pipelines. */
  SERVER,
  PERSON;

  /** As the ledger and people write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Origin of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
