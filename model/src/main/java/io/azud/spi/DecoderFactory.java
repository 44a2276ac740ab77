// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;

/** Makes decoders of one format; found by {@link java.util.ServiceLoader}. */
public interface DecoderFactory {

  SourceDefinition.Format.Kind format();

  /** A decoder for the pipeline's columns, unknown-field policy and format options. */
  Decoder create(Pipeline pipeline);
}
