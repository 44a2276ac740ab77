// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import java.time.Duration;
import java.util.Locale;

/**
 * When somebody is told, and what: for Prometheus and Grafana alike.
 *
 * @param name {@code Azud} and what is wrong
 * @param code leads to the runbook's page and the incident's diagnosis; empty when the series tells
 *     it by its label {@code code}
 * @param task in whose step of the work it is, so that it is one incident with the failed task's
 *     own report; empty when it is of none, or when the series tells it by its label {@code task}
 * @param pipeline empty when it is of no single one
 * @param expression gives a series for each thing that is wrong, and nothing otherwise
 * @param lasting how long that must hold
 * @param summary one sentence; may name labels of the series as {@code {{ $labels.sink }}}
 * @param command what to run first
 */
public record Alert(
    String name,
    String code,
    String task,
    Severity severity,
    String pipeline,
    String expression,
    Duration lasting,
    String summary,
    String command) {

  /** The runbook's page in one of its languages, within the repository. */
  public String runbook(String language) {
    return "docs/runbook/" + language + "/codes/" + page() + ".md";
  }

  private String page() {
    return code.isEmpty()
        ? "{{ reReplaceAll \"_\" \"-\" (toLower $labels.code) }}"
        : code.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
