// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Sleeper {
  void sleep(Duration time) throws InterruptedException;

  static Sleeper real() {
    return time -> Thread.sleep(time.toMillis());
  }
}
