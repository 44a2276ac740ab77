// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.util.Locale;

/** Where the runbook speaks of a code. */
final class Runbook {
  private Runbook() {}

  /** {@code codes/topic-missing.md}; without a code the task's page. */
  static String anchor(String task, String code) {
    String page = (code.isEmpty() ? task : code).toLowerCase(Locale.ROOT).replace('_', '-');
    return "docs/runbook/en/" + (code.isEmpty() ? "tasks/" : "codes/") + page + ".md";
  }
}
