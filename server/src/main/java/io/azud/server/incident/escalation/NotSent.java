// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.escalation;

/** A channel could not send; the message says why, without secrets. */
public final class NotSent extends Exception {
  private static final long serialVersionUID = 1L;

  public NotSent(String why, Throwable cause) {
    super(why, cause);
  }

  public NotSent(String why) {
    this(why, null);
  }
}
