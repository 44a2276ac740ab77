// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.alert;

import io.azud.server.incident.Filing;
import io.azud.server.incident.Incident;
import java.util.List;

/**
 * What became of a notification.
 *
 * @param filings of the alerts that fire
 * @param ended incidents that are over because their alert says so
 * @param refused what was not taken; the rest was
 */
public record AlertReceipt(List<Filing> filings, List<Incident> ended, List<Refused> refused) {

  /**
   * @param alert its name as far as it has one; empty when the notification as a whole was refused
   * @param message one sentence that repeats nothing of the notification
   */
  public record Refused(String alert, AlertRefusal reason, String message) {}

  public AlertReceipt {
    filings = List.copyOf(filings);
    ended = List.copyOf(ended);
    refused = List.copyOf(refused);
  }

  static AlertReceipt refusal(AlertRefusal reason, String message) {
    return new AlertReceipt(List.of(), List.of(), List.of(new Refused("", reason, message)));
  }

  /** 200 when anything was taken or there was nothing to take, else the first refusal's. */
  public int httpStatus() {
    return filings.isEmpty() && ended.isEmpty() && !refused.isEmpty()
        ? refused.get(0).reason().httpStatus()
        : 200;
  }
}
