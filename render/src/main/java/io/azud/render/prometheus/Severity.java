// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import java.util.Locale;

/** How soon somebody has to look. */
public enum Severity {
  /** Within the working day. */
  WARNING,
  /** Now: data is late, or about to be lost. */
  CRITICAL;

  /** As the label's value. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
