// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis;

/** A check cannot say anything; the message says why. */
public final class CannotLook extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotLook(String why) {
    super(why);
  }
}
