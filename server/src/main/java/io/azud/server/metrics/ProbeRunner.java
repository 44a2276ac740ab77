// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks all probes in the background, each again some time after it ended. A question that reads
 * much is asked more rarely the longer it takes, so that it never takes more than a twentieth of a
 * thread.
 */
final class ProbeRunner implements AutoCloseable {
  private static final int THREADS_A_KIND = 4;
  private static final int REST = 20;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final List<Probe> probes;
  private final ProbePace pace;
  private final Map<Target.Kind, ScheduledExecutorService> threads =
      new EnumMap<>(Target.Kind.class);

  ProbeRunner(List<Probe> probes, ProbePace pace) {
    this.probes = List.copyOf(probes);
    this.pace = pace;
  }

  void start() {
    for (Target.Kind kind : Target.Kind.values()) {
      threads.put(
          kind, Executors.newScheduledThreadPool(THREADS_A_KIND, work -> daemon(work, kind)));
    }
    probes.forEach(probe -> schedule(probe, Duration.ZERO));
  }

  private static Thread daemon(Runnable work, Target.Kind kind) {
    Thread thread =
        new Thread(work, "azud-watch-" + kind.name().toLowerCase(java.util.Locale.ROOT));
    thread.setDaemon(true);
    return thread;
  }

  private void schedule(Probe probe, Duration pause) {
    try {
      var unused =
          threads
              .get(probe.target().kind())
              .schedule(() -> askAndGoOn(probe), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: there is no next time.
    }
  }

  private void askAndGoOn(Probe probe) {
    probe.ask();
    schedule(probe, pauseAfter(probe));
  }

  private Duration pauseAfter(Probe probe) {
    return switch (probe.target().pace()) {
      case QUICK -> pace.pause();
      case SLOW -> longer(pace.slowPause(), probe.took().multipliedBy(REST));
    };
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Interrupts what is being asked, and waits a little for it to end. */
  @Override
  public void close() {
    threads.values().forEach(ScheduledExecutorService::shutdownNow);
    try {
      for (ScheduledExecutorService some : threads.values()) {
        some.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
