// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis;

import io.azud.error.AzudException;
import io.azud.server.incident.evidence.Redaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs checks side by side and waits for each only so long. A check that does not come back is left
 * alone on a daemon thread; how many are at work at once is bounded. Thread-safe.
 */
public final class Diagnostician implements AutoCloseable {
  /** How long one check may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int AT_ONCE = 64;

  private final Duration patience;
  private final Clock clock;
  private final ExecutorService threads;

  public Diagnostician(Clock clock) {
    this(PATIENCE, clock);
  }

  public Diagnostician(Duration patience, Clock clock) {
    this.patience = patience;
    this.clock = clock;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            AT_ONCE,
            task -> {
              Thread thread = new Thread(task, "incident-check-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs these checks; the findings stand in their order. */
  public Diagnosis diagnose(Scene scene, List<Check> checks) {
    List<Future<Finding>> running = new ArrayList<>();
    for (Check check : checks) {
      running.add(threads.submit(() -> look(check, scene)));
    }
    List<Finding> findings = new ArrayList<>();
    Instant end = clock.instant().plus(patience);
    for (int i = 0; i < checks.size(); i++) {
      findings.add(await(running.get(i), checks.get(i), scene, end));
    }
    return new Diagnosis(scene.incident().code(), findings);
  }

  private Finding look(Check check, Scene scene) {
    Instant started = clock.instant();
    Observation saw = saw(check, scene);
    Redaction redaction = scene.redaction();
    Observation clean =
        new Observation(
            redaction.clean(saw.lookedAt()),
            saw.judgement(),
            redaction.clean(saw.evidence()),
            saw.code());
    Duration took = Duration.between(started, clock.instant());
    return new Finding(check.name(), check.question(), clean, took);
  }

  private static Observation saw(Check check, Scene scene) {
    try {
      return check.observe(scene);
    } catch (CannotLook e) {
      return Observation.unknown("", e.getMessage());
    } catch (AzudException e) {
      return Observation.broken(check.target(scene), e);
    } catch (RuntimeException e) {
      return Observation.unknown("", "the check failed with " + e.getClass().getSimpleName());
    }
  }

  private Finding await(Future<Finding> running, Check check, Scene scene, Instant end) {
    long left = Math.max(0, Duration.between(clock.instant(), end).toMillis());
    try {
      return running.get(left, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      String waited = "no answer within " + patience.toSeconds() + " s";
      return new Finding(check.name(), check.question(), late(check, scene, waited), patience);
    } catch (ExecutionException e) {
      String failed = "the check failed with " + e.getCause().getClass().getSimpleName();
      return new Finding(
          check.name(), check.question(), Observation.unknown("", failed), Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Finding(
          check.name(), check.question(), Observation.unknown("", "interrupted"), Duration.ZERO);
    }
  }

  private static Observation late(Check check, Scene scene, String waited) {
    try {
      return Observation.silent(scene.redaction().clean(check.target(scene)), waited);
    } catch (CannotLook e) {
      return Observation.silent("", waited);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
