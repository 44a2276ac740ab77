// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

/**
 * Something that hurts, and where. The page puts it into words; code and message are of the failure
 * behind it, and empty when there is none.
 *
 * @param where {@code source}, {@code books}, {@code deadLetters}, or a sink's name
 * @param kind {@code failed}, {@code lag}, {@code behind}, {@code stalled}, {@code rejected},
 *     {@code unbalanced}
 * @param state {@code warn} or {@code bad}
 * @param measured in the unit of the kind: records, seconds, or a share
 * @param limit what was promised; 0 when nothing was
 */
record Problem(
    String where,
    String kind,
    String state,
    double measured,
    double limit,
    String code,
    String message) {

  static final String OK = "ok";
  static final String WARN = "warn";
  static final String BAD = "bad";

  static Problem failed(String where, Trouble trouble) {
    return new Problem(where, "failed", BAD, 0, 0, trouble.code(), trouble.message());
  }

  static Problem over(String where, String kind, double measured, double limit) {
    return new Problem(where, kind, BAD, measured, limit, "", "");
  }

  static Problem warning(String where, String kind, double measured, double limit) {
    return new Problem(where, kind, WARN, measured, limit, "", "");
  }
}
