// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.PostgresDatabase;
import io.azud.environment.Environment;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import io.azud.spi.Sink;
import io.azud.spi.SinkFactory;
import java.time.Clock;
import java.util.List;

/** Makes PostgreSQL sinks. */
public final class PostgresSinkFactory implements SinkFactory {

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
}
