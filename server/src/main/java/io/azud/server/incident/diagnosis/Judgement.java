// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis;

import java.util.Locale;

/** What a check says of what it looked at. */
public enum Judgement {
  OK,
  /** Not as it should be, but not a reason by itself. */
  SUSPECT,
  BROKEN,
  /** It could not be looked at, or not in time. */
  UNKNOWN;

  /** As people write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
