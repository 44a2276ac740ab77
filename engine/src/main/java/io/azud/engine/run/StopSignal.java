// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks a run to end after the pass in hand. May be given from any thread, also before the run
 * starts.
 */
public class StopSignal {
  private final CountDownLatch given = new CountDownLatch(1);

  public void give() {
    given.countDown();
  }

  public boolean isGiven() {
    return given.getCount() == 0;
  }

  /** Waits, but not beyond the signal. */
  protected void pause(Duration longest) {
    try {
      boolean ended = given.await(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (ended) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      give();
    }
  }
}
