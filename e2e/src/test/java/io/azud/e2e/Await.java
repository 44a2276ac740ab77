// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what must come true, however slow the machine is. */
final class Await {
  private static final long LONGEST_SECONDS = 300;

  private Await() {}

  /** The condition may throw as long as it cannot be judged. */
  static void until(String what, Condition condition) {
    until(what, condition, () -> "");
  }

  static void until(String what, Condition condition, Supplier<String> explanation) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    Exception last = null;
    while (System.nanoTime() < deadline) {
      try {
        if (condition.holds()) {
          return;
        }
        last = null;
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
    }
    throw new AssertionError("waited in vain: " + what + "\n" + explanation.get(), last);
  }

  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }
}
