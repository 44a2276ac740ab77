// SPDX-License-Identifier: Apache-2.0
package io.azud.engine;

import io.azud.engine.database.PostgresDatabase;
import io.azud.environment.Environment;
import io.azud.pipeline.Pipeline;
import io.azud.spi.SinkObserver;
import io.azud.spi.Source;
import java.time.Duration;
import java.util.List;

/**
 * A pipeline in an environment for those who only watch it: its source, its stores and its ledger,
 * without Spark. Opening it connects to nothing; none of what it holds changes anything as long as
 * only {@code glance}, {@code arrivals} and {@code identity} are asked of the source.
 */
public final class WatchedPipeline implements AutoCloseable {
  /** Whoever watches asks again soon, and has no use for a late answer. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Pipeline pipeline;
  private final Environment environment;
  private final Source source;
  private final List<SinkObserver> sinks;

  public WatchedPipeline(Pipeline pipeline, Environment environment) {
    this.pipeline = pipeline;
    this.environment = environment;
    this.source = Components.source(pipeline, environment);
    this.sinks = Components.observers(pipeline, environment);
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  public Environment environment() {
    return environment;
  }

  public Source source() {
    return source;
  }

  public List<SinkObserver> sinks() {
    return sinks;
  }

  /** The ledger's database; an answer that takes longer than ten seconds is a failure. */
  public PostgresDatabase ledgerDatabase() {
    return new PostgresDatabase(environment.ledger()).withSilence(SILENCE);
  }

  @Override
  public void close() {
    sinks.forEach(SinkObserver::close);
    source.close();
  }
}
