// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.spi.Decoder;
import io.azud.spi.DecoderFactory;

/** Makes decoders of the rows of Parquet files, which the file source hands on as JSON objects. */
public final class ParquetRowDecoderFactory implements DecoderFactory {

  @Override
  public Format.Kind format() {
    return Format.Kind.PARQUET;
  }

  @Override
  public Decoder create(Pipeline pipeline) {
    return new JsonDecoder(pipeline);
  }
}
