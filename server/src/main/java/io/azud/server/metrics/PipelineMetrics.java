// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.engine.WatchedPipeline;
import io.azud.engine.task.PlatformCheck;
import io.azud.environment.Environment;
import io.azud.pipeline.Pipeline;
import io.azud.render.metric.Metric;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The metrics of several pipelines, derived from the ledger, the sources and the stores, whichever
 * engine runs the pipelines.
 *
 * <p>Questions are asked in the background, each target by itself, so that one that is down or slow
 * neither holds up the others nor a scrape: a scrape shows the last answers, and {@code
 * azud_probe_age_seconds} says how old they are. Nothing that is asked changes anything. Safe for
 * use by several threads.
 */
public final class PipelineMetrics implements AutoCloseable {
  private final List<PipelineWatch> watches;
  private final List<Volume> volumes;
  private final ProbePace pace;
  private final ProbeRunner runner;

  /**
   * Everything is wired here and nothing is connected to; {@link #start()} begins to ask.
   *
   * @param platform asked where the environment is an embedded platform
   */
  public PipelineMetrics(
      List<Pipeline> pipelines,
      Environment environment,
      PlatformCheck platform,
      ProbePace pace,
      Clock clock) {
    Optional<Runnable> alive =
        environment.platform().isEmpty()
            ? Optional.empty()
            : Optional.of(() -> platform.check(environment));
    this.watches =
        pipelines.stream()
            .map(
                pipeline ->
                    new PipelineWatch(new WatchedPipeline(pipeline, environment), alive, clock))
            .toList();
    this.volumes = Volume.of(environment);
    this.pace = pace;
    this.runner =
        new ProbeRunner(watches.stream().flatMap(watch -> watch.probes().stream()).toList(), pace);
  }

  /** Shows these metrics, and those of this Java process, in a registry. */
  public void register(PrometheusRegistry registry) {
    registry.register(new Scrape());
    JavaProcess.register(registry);
  }

  public void start() {
    runner.start();
  }

  /**
   * Asks every target in turn, for somebody who looks once and does not {@link #start()}. What
   * depends on another target's answer is asked again after it.
   */
  public void look() {
    for (PipelineWatch watch : watches) {
      watch.probes().stream()
          .filter(probe -> probe.target().pace() == Target.Pace.QUICK)
          .forEach(Probe::ask);
      watch.probes().forEach(Probe::ask);
    }
  }

  /** Whether every target has been asked at least once, with whatever success. */
  public boolean hasLookedOnce() {
    return watches.stream().flatMap(watch -> watch.probes().stream()).allMatch(Probe::hasEndedOnce);
  }

  /** What the targets' last answers were like, in the order of pipelines and targets. */
  public List<ProbeState> probes() {
    return watches.stream().flatMap(watch -> watch.states(pace.patience()).stream()).toList();
  }

  /** Where the pipelines stand as far as is known now, in the order given. */
  public List<PipelineReading> readings() {
    return watches.stream().map(PipelineWatch::reading).toList();
  }

  @Override
  public void close() {
    runner.close();
    watches.forEach(PipelineWatch::close);
  }

  private MetricSnapshots collect() {
    Samples samples = new Samples();
    watches.forEach(watch -> PipelineSamples.add(samples, watch));
    watches.forEach(watch -> addProbes(samples, watch));
    volumes.forEach(volume -> volume.add(samples));
    samples.add(Metric.BUILD_INFO, 1, version());
    return samples.snapshots();
  }

  private void addProbes(Samples samples, PipelineWatch watch) {
    List<ProbeState> states = watch.states(pace.patience());
    for (ProbeState state : states) {
      samples.flag(Metric.PROBE_UP, state.up(), state.pipeline(), state.target());
      if (!state.problem().isEmpty()) {
        samples.add(Metric.PROBE_PROBLEM, 1, state.pipeline(), state.target(), state.problem());
      }
      samples.add(Metric.PROBE_DURATION, state.took(), state.pipeline(), state.target());
      state
          .age()
          .ifPresent(age -> samples.add(Metric.PROBE_AGE, age, state.pipeline(), state.target()));
    }
    for (Probe probe : watch.probes()) {
      probe
          .failures()
          .forEach(
              (code, count) ->
                  samples.add(
                      Metric.PROBE_FAILURES, count, watch.name(), probe.target().text(), code));
    }
  }

  private static String version() {
    String version = PipelineMetrics.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /** What a scrape asks; it answers from memory. */
  private final class Scrape implements MultiCollector {
    @Override
    public MetricSnapshots collect() {
      return PipelineMetrics.this.collect();
    }
  }
}
