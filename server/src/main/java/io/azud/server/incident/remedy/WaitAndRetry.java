// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.environment.Remedy;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Scene;
import java.time.Duration;
import java.util.List;

/** Waits, longer each time; then the task that failed is run again. */
final class WaitAndRetry implements Treatment {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Sleeper sleeper;

  WaitAndRetry(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  @Override
  public Remedy remedy() {
    return Remedy.WAIT_AND_RETRY;
  }

  @Override
  public List<String> steps(Scene scene) {
    return List.of("wait " + pause(scene, 0).toSeconds() + " s, twice as long before each retry");
  }

  @Override
  public void apply(Scene scene, Hands hands, int round) {
    try {
      sleeper.sleep(pause(scene, round));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AzudException(ErrorCode.TRY_AGAIN, "the wait was interrupted", e);
    }
  }

  private static Duration pause(Scene scene, int round) {
    Duration pause =
        scene.environment().incidents().pause().multipliedBy(1L << Math.min(round, 10));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
