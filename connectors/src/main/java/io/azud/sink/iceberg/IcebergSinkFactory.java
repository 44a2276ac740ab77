// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.environment.Environment;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import io.azud.spi.Sink;
import io.azud.spi.SinkFactory;
import io.azud.spi.SinkObserver;
import java.util.List;

/** Makes sinks that write to Iceberg tables. */
public final class IcebergSinkFactory implements SinkFactory {

  @Override
  public String name() {
    return IcebergSink.NAME;
  }

  @Override
  public boolean isDeclaredIn(Pipeline pipeline) {
    return !pipeline.lake().isEmpty();
  }

  @Override
  public Sink create(Pipeline pipeline, List<Column> columns, Environment environment) {
    return new IcebergSink(pipeline, columns, environment);
  }

  @Override
  public SinkObserver observe(Pipeline pipeline, Environment environment) {
    return new LakeObserver(
        pipeline.name(), environment, new LakeTable(environment, pipeline.lake().get(0).table()));
  }
}
