// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.csv;

import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.spi.Decoder;
import io.azud.spi.DecoderFactory;

/** Makes decoders of CSV records. */
public final class CsvDecoderFactory implements DecoderFactory {

  @Override
  public Format.Kind format() {
    return Format.Kind.CSV;
  }

  @Override
  public Decoder create(Pipeline pipeline) {
    return new CsvDecoder(pipeline);
  }
}
