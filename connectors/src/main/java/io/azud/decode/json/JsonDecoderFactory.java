// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.spi.Decoder;
import io.azud.spi.DecoderFactory;

/** Makes decoders of JSON records. */
public final class JsonDecoderFactory implements DecoderFactory {

  @Override
  public Format.Kind format() {
    return Format.Kind.JSON;
  }

  @Override
  public Decoder create(Pipeline pipeline) {
    return new JsonDecoder(pipeline);
  }
}
