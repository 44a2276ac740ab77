// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.run;

import static java.util.Comparator.comparing;

import io.azud.batch.Counts;
import io.azud.engine.OpenPipeline;
import io.azud.engine.log.LogLabels;
import io.azud.engine.log.LogLabels.Label;
import io.azud.engine.log.Story;
import io.azud.engine.log.Story.Event;
import io.azud.engine.pass.Pass;
import io.azud.engine.pass.PassReport;
import io.azud.engine.pass.SinkFailure;
import io.azud.engine.pass.SliceResult;
import io.azud.engine.plan.PassPlan;
import io.azud.engine.plan.Planner;
import io.azud.error.AzudException;
import io.azud.position.Slice;
import io.azud.spi.Source.Bounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs a pipeline: round after round of look, plan, pass. A round has one pass when all sinks stand
 * together, and two when some are ahead: one for the foremost, so that nobody waits for a slow
 * store, and one in which the others catch up.
 *
 * <p>A sink that fails with a retryable error is left alone for a while; every other failure ends
 * the run with its code.
 */
public final class PipelineRun {
  private static final int PATIENCE = 5;

  private final OpenPipeline open;
  private final RunOptions options;
  private final RunListener listener;
  private final StopSignal stop;
  private final Clock clock;
  private final Instance instance;
  private final Planner planner;
  private Map<Integer, Long> target = Map.of();
  private Counts counts = Counts.ZERO;
  private int passes;
  private int failedRounds;
  private AzudException fatal;

  public PipelineRun(
      OpenPipeline open, RunOptions options, RunListener listener, StopSignal stop, Clock clock) {
    this.open = open;
    this.options = options;
    this.listener = listener;
    this.stop = stop;
    this.clock = clock;
    this.instance = new Instance(open, clock);
    this.planner = new Planner(open.pipeline().name(), options.recordsAPartition());
  }

  /**
   * Runs until told to stop, or until the source's end as of now.
   *
   * @throws AzudException when the pipeline cannot go on; everything committed before stays
   */
  public RunReport run() {
    LogLabels labels = LogLabels.current().with(Label.PIPELINE, open.pipeline().name());
    try (LogLabels.Scope scope = labels.open()) {
      return rounds();
    }
  }

  private RunReport rounds() {
    Instant began = clock.instant();
    instance.start();
    Story.tell(Event.RUN_STARTED, "epoch {}", instance.epoch());
    listener.started(instance.epoch());
    requireSinks();
    while (!stop.isGiven()) {
      Instant round = clock.instant();
      boolean busy = attemptRound();
      if (!busy && isComplete()) {
        break;
      }
      if (!busy) {
        stop.pause(untilNextRound(round));
      }
    }
    Story.tell(
        Event.RUN_ENDED,
        "{} passes, {} read, {} accepted, {} rejected, {} filtered",
        passes,
        counts.read(),
        counts.accepted(),
        counts.rejected(),
        counts.filtered());
    return new RunReport(
        instance.epoch(), passes, counts, Duration.between(began, clock.instant()));
  }

  /**
   * At the start a fault is news for whoever started the run: when nothing can be written, it ends
   * at once.
   */
  private void requireSinks() {
    instance.look();
    instance.bounds().forEach((partition, bound) -> remember(partition, bound));
    List<SinkFailure> failures = instance.prepareAll();
    boolean endsByItself = options.ending() == RunOptions.Ending.AT_THE_SOURCES_END;
    if (!failures.isEmpty() && (endsByItself || failures.size() == instance.states().size())) {
      SinkFailure worst = Collections.min(failures, comparing(one -> one.code().retryable()));
      throw new AzudException(worst.code(), worst.message());
    }
    failures.forEach(this::judge);
  }

  private void remember(int partition, Bounds bound) {
    Map<Integer, Long> ends = new HashMap<>(target);
    ends.put(partition, bound.end());
    target = ends;
  }

  private Duration untilNextRound(Instant began) {
    Duration every = open.pipeline().schedule().every();
    if (options.ending() == RunOptions.Ending.AT_THE_SOURCES_END) {
      every = Duration.ofMillis(500);
    }
    Duration left = every.minus(Duration.between(began, clock.instant()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether something was done, so that the next round should follow at once. */
  private boolean attemptRound() {
    try {
      boolean busy = round();
      failedRounds = 0;
      return busy;
    } catch (AzudException e) {
      failedRounds++;
      SinkFailure failure = new SinkFailure("", e.code(), e.getMessage());
      if (e == fatal || !e.code().retryable() || isImpatient(failedRounds)) {
        throw e;
      }
      instance.states().forEach(SinkState::stale);
      listener.roundFailed(failure);
      stop.pause(Duration.ofSeconds(Math.min(1L << failedRounds, 30)));
      return false;
    }
  }

  private boolean isImpatient(int failures) {
    return options.ending() == RunOptions.Ending.AT_THE_SOURCES_END && failures >= PATIENCE;
  }

  private boolean round() {
    instance.look();
    instance.prepareAll().forEach(this::judge);
    if (options.loss() == RunOptions.Loss.ACCEPT) {
      instance.acceptLosses();
    }
    Set<String> ready =
        instance.states().stream()
            .filter(state -> state.isKnown() && state.isDue())
            .map(SinkState::name)
            .collect(Collectors.toSet());
    boolean busy = false;
    for (Set<String> group : groups(ready)) {
      PassPlan plan = planner.plan(instance.bounds(), instance.positions(), group);
      if (!plan.isEmpty() && !stop.isGiven()) {
        pass(plan);
        busy = true;
      }
    }
    if (!busy) {
      listener.idle(target);
    }
    return busy && isBehind(ready);
  }

  /** All sinks as one group when they stand together, else the foremost and the rest. */
  private List<Set<String>> groups(Set<String> ready) {
    Map<Long, Set<String>> byProgress = new HashMap<>();
    Map<String, Map<Integer, Long>> positions = instance.positions();
    for (String sink : ready) {
      long progress = positions.get(sink).values().stream().mapToLong(Long::longValue).sum();
      byProgress.computeIfAbsent(progress, any -> new HashSet<>()).add(sink);
    }
    if (byProgress.size() <= 1) {
      return List.copyOf(byProgress.values());
    }
    long foremost = byProgress.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
    Set<String> rest = new HashSet<>(ready);
    rest.removeAll(byProgress.get(foremost));
    return List.of(byProgress.get(foremost), rest);
  }

  private void pass(PassPlan plan) {
    long records = plan.slices().keySet().stream().mapToLong(Slice::length).sum();
    listener.passStarted(records, pending());
    PassReport report = new Pass(open, instance.epoch(), clock).run(plan);
    passes++;
    digest(plan, report);
    listener.passEnded(report);
    judgeEachSinkOnce(report.failures());
  }

  private void judgeEachSinkOnce(List<SinkFailure> failures) {
    Map<String, SinkFailure> bySink = new TreeMap<>();
    for (SinkFailure failure : failures) {
      bySink.merge(failure.sink(), failure, (one, other) -> one.code().retryable() ? other : one);
    }
    bySink.values().forEach(this::judge);
  }

  private void digest(PassPlan plan, PassReport report) {
    boolean clean = report.failures().isEmpty();
    for (SinkState state : instance.states()) {
      boolean committed = report.outcomes().containsKey(state.name());
      if (committed) {
        instance.note(state.name());
        for (SliceResult result : report.slices()) {
          if (result.receipts().containsKey(state.name())) {
            state.committed(result.slice().partition(), result.slice().end());
          }
        }
      }
      if (clean && committed) {
        state.passed();
      } else if (!clean && !plan.slicesOf(state.name()).isEmpty()) {
        state.stale();
      }
    }
    for (SliceResult result : report.slices()) {
      if (result.failures().stream().noneMatch(failure -> failure.sink().isEmpty())) {
        counts = counts.plus(result.counts());
      }
    }
  }

  /** Decides what a failure means for the run. */
  private void judge(SinkFailure failure) {
    SinkState state =
        instance.states().stream()
            .filter(one -> one.name().equals(failure.sink()))
            .findFirst()
            .orElse(null);
    if (state == null) {
      throw new AzudException(failure.code(), failure.message());
    }
    state.failed();
    if (!failure.code().retryable() || isImpatient(state.failures())) {
      fatal = new AzudException(failure.code(), failure.message());
      throw fatal;
    }
    listener.sinkPaused(failure);
  }

  private boolean isBehind(Set<String> sinks) {
    return instance.positions().entrySet().stream()
        .filter(entry -> sinks.contains(entry.getKey()))
        .anyMatch(
            entry ->
                instance.bounds().entrySet().stream()
                    .anyMatch(
                        bound -> entry.getValue().get(bound.getKey()) < bound.getValue().end()));
  }

  private long pending() {
    long pending = 0;
    for (Map.Entry<Integer, Bounds> bound : instance.bounds().entrySet()) {
      long hindmost =
          instance.positions().values().stream()
              .mapToLong(sink -> sink.get(bound.getKey()))
              .min()
              .orElse(0);
      pending += Math.max(0, bound.getValue().end() - hindmost);
    }
    return pending;
  }

  /** Whether a run that ends by itself has reached its end. */
  private boolean isComplete() {
    if (options.ending() != RunOptions.Ending.AT_THE_SOURCES_END
        || instance.states().stream().anyMatch(state -> !state.isKnown())) {
      return false;
    }
    return instance.positions().values().stream()
        .allMatch(
            sink ->
                target.entrySet().stream()
                    .allMatch(end -> sink.get(end.getKey()) >= end.getValue()));
  }
}
