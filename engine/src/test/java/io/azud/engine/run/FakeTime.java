// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that passes only when somebody waits for it. */
final class FakeTime extends Clock {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** A signal whose pauses take no time but move the clock. */
  StopSignal signal() {
    return new StopSignal() {
      @Override
      protected void pause(Duration longest) {
        now = now.plus(longest).plusMillis(1);
      }
    };
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new IllegalStateException("there is one zone here");
  }
}
