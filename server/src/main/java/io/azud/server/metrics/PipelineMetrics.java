// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.environment.Environment;
import io.azud.pipeline.Pipeline;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.List;

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

  /** Everything is wired here and nothing is connected to; {@link #start()} begins to ask. */
  public PipelineMetrics(
      List<Pipeline> pipelines, Environment environment, ProbePace pace, Clock clock) {}

  /** Shows the metrics of this object, and those of this Java process, in a registry. */
  public void register(PrometheusRegistry registry) {}

  public void start() {}

  /** Whether every target has been asked at least once, with whatever success. */
  public boolean hasLookedOnce() {
    return false;
  }

  /** What the targets' last answers were like, in the order of pipelines and targets. */
  public List<ProbeState> probes() {
    return List.of();
  }

  /** Where the pipelines stand as far as is known now, in the order given. */
  public List<PipelineReading> readings() {
    return List.of();
  }

  @Override
  public void close() {}
}
