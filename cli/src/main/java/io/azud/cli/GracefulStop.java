// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.run.StopSignal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Turns SIGINT and SIGTERM into a {@link StopSignal}: the pass in hand is finished, then the
 * process ends. A second signal ends it at once, which loses nothing either.
 *
 * <p>Signals are taken directly rather than by a shutdown hook, because Spark's own hook would end
 * the pass beside ours.
 */
final class GracefulStop implements AutoCloseable {
  private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15);
  private static final int KILLED_BY_SIGNAL = 128;

  private final StopSignal stop;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Map<String, Object> before = new LinkedHashMap<>();

  private GracefulStop(StopSignal stop) {
    this.stop = stop;
  }

  static GracefulStop on(StopSignal stop) {
    GracefulStop graceful = new GracefulStop(stop);
    SIGNALS.forEach(
        (name, number) ->
            graceful.before.put(name, Signals.register(name, () -> graceful.take(number))));
    return graceful;
  }

  private void take(int signal) {
    if (stopping.getAndSet(true)) {
      Runtime.getRuntime().halt(KILLED_BY_SIGNAL + signal);
    }
    System.err.println("azud: stopping after the pass in hand; once more ends it at once");
    stop.give();
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
  }
}
