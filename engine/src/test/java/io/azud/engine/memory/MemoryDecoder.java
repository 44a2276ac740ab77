// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.memory;

import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;
import io.azud.spi.Decoder;
import io.azud.spi.DecoderFactory;
import io.azud.spi.Verdict;

/**
 * Reads the records of {@link MemorySource}. A pipeline that ignores unknown fields takes the bad
 * ones too, but for every eleventh of them.
 */
public final class MemoryDecoder implements DecoderFactory {
  @Override
  public SourceDefinition.Format.Kind format() {
    return SourceDefinition.Format.Kind.JSON;
  }

  @Override
  public Decoder create(Pipeline pipeline) {
    boolean lenient = pipeline.unknownFields() == Pipeline.UnknownFields.IGNORE;
    return (record, row) -> {
      row[0] = record.offset();
      return MemorySource.isBad(record.offset()) && !(lenient && !isHopeless(record.offset()))
          ? new Verdict.Rejection(Verdict.Stage.DECODE, "bad", "every seventh record is bad")
          : Verdict.ACCEPTED;
    };
  }

  /** Whether nobody can read the record. */
  public static boolean isHopeless(long offset) {
    return MemorySource.isBad(offset) && offset % 11 == 0;
  }
}
