// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.environment.Environment;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import java.util.List;

/** Makes sinks of one kind; found by {@link java.util.ServiceLoader}. */
public interface SinkFactory {

  /** The sink's name in the pipeline file. */
  String name();

  boolean isDeclaredIn(Pipeline pipeline);

  /**
   * @param columns what the transform gives, without the lineage columns
   */
  Sink create(Pipeline pipeline, List<Column> columns, Environment environment);

  /** Looks at the pipeline's table without knowing its columns; connects to nothing yet. */
  default SinkObserver observe(Pipeline pipeline, Environment environment) {
    return create(pipeline, pipeline.columns(), environment);
  }
}
