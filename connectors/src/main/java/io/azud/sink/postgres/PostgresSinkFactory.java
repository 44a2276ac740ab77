// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.PostgresDatabase;
import io.azud.environment.Environment;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import io.azud.spi.Sink;
import io.azud.spi.SinkFactory;
import io.azud.spi.SinkObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Makes PostgreSQL sinks. */
public final class PostgresSinkFactory implements SinkFactory {
  /** Whoever observes asks again soon, and has no use for a late answer. */
  private static final Duration OBSERVERS_SILENCE = Duration.ofSeconds(10);

  @Override
  public String name() {
    return PostgresSink.NAME;
  }

  @Override
  public boolean isDeclaredIn(Pipeline pipeline) {
    return !pipeline.postgres().isEmpty();
  }

  @Override
  public Sink create(Pipeline pipeline, List<Column> columns, Environment environment) {
    return new PostgresSink(
        pipeline.name(),
        TargetTable.of(pipeline.postgres().get(0), columns),
        new PostgresDatabase(environment.postgres()),
        Clock.systemUTC());
  }

  @Override
  public SinkObserver observe(Pipeline pipeline, Environment environment) {
    return new PostgresObserver(
        pipeline.name(),
        TargetTable.observed(pipeline.postgres().get(0)),
        new PostgresDatabase(environment.postgres()).withSilence(OBSERVERS_SILENCE),
        Clock.systemUTC());
  }
}
