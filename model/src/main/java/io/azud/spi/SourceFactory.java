// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.environment.Environment;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;

/** Makes sources of one kind; found by {@link java.util.ServiceLoader}. */
public interface SourceFactory {

  /** The definitions that this factory's sources read. */
  Class<? extends SourceDefinition> reads();

  /** Connects to nothing yet: the first call that needs the system does. */
  Source create(Pipeline pipeline, Environment environment);
}
