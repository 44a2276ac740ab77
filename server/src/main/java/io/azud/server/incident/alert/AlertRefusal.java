// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.alert;

/** Why a notification, or one alert of it, was not taken. */
public enum AlertRefusal {
  /** More bytes than a notification may have. */
  TOO_LARGE(413),
  /** Not one whole JSON document. */
  NOT_JSON(400),
  /** JSON, but not what this monitoring system sends. */
  NOT_A_NOTIFICATION(422),
  /** More alerts at once than a notification may have. */
  TOO_MANY_ALERTS(413),
  /** One alert lacks what Azud's alerts have, or has it in a form that cannot be. */
  NOT_AN_AZUD_ALERT(422),
  /** It says again what the same system has reported as over. */
  REPLAYED(409),
  /** Too many incidents are open. */
  TOO_MANY_OPEN(429);

  private final int httpStatus;

  AlertRefusal(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  /** What the sender is answered when nothing of its notification was taken. */
  public int httpStatus() {
    return httpStatus;
  }
}
