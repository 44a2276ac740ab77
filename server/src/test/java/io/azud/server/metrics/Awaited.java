// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until something has come true that another thread or process brings about. */
final class Awaited {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(100);

  private Awaited() {}

  /**
   * @param otherwise what to tell when it does not
   */
  static void until(BooleanSupplier holds, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + LIMIT + ": " + otherwise.get());
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
