// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.environment.Environment;
import io.azud.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads environment files, as strictly as {@link PipelineReader} reads pipelines. Thread-safe. */
public final class EnvironmentReader {
  private final DefinitionReader<Environment> reader;

  /**
   * @param environmentVariables what {@code ${env:NAME}} may refer to
   */
  public EnvironmentReader(Map<String, String> environmentVariables) {
    reader =
        new DefinitionReader<>(
            EnvironmentShape.SHAPE,
            EnvironmentRules::check,
            ErrorCode.ENVIRONMENT_INVALID,
            environmentVariables);
  }

  /**
   * The environment that the file declares.
   *
   * @throws io.azud.error.AzudException with {@link ErrorCode#ENVIRONMENT_INVALID} and a message of
   *     one line a problem
   */
  public Environment read(Path file) {
    return reader.read(file);
  }

  /** What is wrong with the file, in reading order; nothing when it can be read. */
  public List<Problem> check(Path file) {
    return reader.check(file);
  }
}
