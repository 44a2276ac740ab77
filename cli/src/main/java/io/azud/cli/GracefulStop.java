// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Turns SIGINT and SIGTERM into an end in good order, after which the exit status is 0: a service
 * that was told to stop and did has not failed. (PostgreSQL, nginx and Prometheus do the same;
 * supervisors take 143 for a failure.) A second signal ends the process at once with 128 + its
 * number, which loses nothing either.
 *
 * <p>Signals are taken directly rather than by a shutdown hook, because Spark's own hook would end
 * the pass beside ours.
 */
final class GracefulStop implements AutoCloseable {
  private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15);
  private static final int KILLED_BY_SIGNAL = 128;

  private final Runnable stop;
  private final String words;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Map<String, Object> before = new LinkedHashMap<>();

  private GracefulStop(Runnable stop, String words) {
    this.stop = stop;
    this.words = words;
  }

  /**
   * @param stop begins the end; called on a thread of its own, once
   * @param words what the user is told then
   */
  static GracefulStop on(Runnable stop, String words) {
    GracefulStop graceful = new GracefulStop(stop, words);
    SIGNALS.forEach(
        (name, number) ->
            graceful.before.put(name, Signals.register(name, () -> graceful.take(number))));
    return graceful;
  }

  private void take(int signal) {
    if (stopping.getAndSet(true)) {
      Runtime.getRuntime().halt(KILLED_BY_SIGNAL + signal);
    }
    System.err.println("azud: " + words);
    stop.run();
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
  }
}
