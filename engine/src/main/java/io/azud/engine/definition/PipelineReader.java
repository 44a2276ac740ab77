// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads pipeline files. Strict: what it gives out is complete, and otherwise it tells all that is
 * wrong at once. Thread-safe.
 */
public final class PipelineReader {
  private final DefinitionReader<Pipeline> reader;

  /**
   * @param environmentVariables what {@code ${env:NAME}} may refer to
   */
  public PipelineReader(Map<String, String> environmentVariables) {
    reader =
        new DefinitionReader<>(
            PipelineShape.SHAPE,
            PipelineRules::check,
            ErrorCode.PIPELINE_INVALID,
            environmentVariables);
  }

  /**
   * The pipeline that the file declares.
   *
   * @throws io.azud.error.AzudException with {@link ErrorCode#PIPELINE_INVALID} and a message of
   *     one line a problem
   */
  public Pipeline read(Path file) {
    return reader.read(file);
  }

  /** What is wrong with the file, in reading order; nothing when it can be read. */
  public List<Problem> check(Path file) {
    return reader.check(file);
  }
}
