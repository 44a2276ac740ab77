// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

/** Who may use a route. */
public enum Access {
  /** Everybody who reaches the port. */
  OPEN,
  READ,
  OPERATE,
  /** Senders of alerts, with the alert token. */
  ALERT,
  /** Scrapers: everybody where only this machine is served, otherwise with a token. */
  METRICS
}
