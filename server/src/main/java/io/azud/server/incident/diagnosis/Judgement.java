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
  UNKNOWN,
  /** It gave no answer in time, which may be the reason itself. */
  SILENT;

  /** As people write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
