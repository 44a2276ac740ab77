// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.definition.JsonSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code azud schema}: the JSON Schema for editors. */
@Command(
    name = "schema",
    description =
        "Print the JSON Schema of pipeline or environment files, for editors that complete and check YAML.")
final class SchemaCommand implements Callable<Integer> {

  enum Kind {
    pipeline,
    environment
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "pipeline|environment",
      defaultValue = "pipeline",
      description = "Default: pipeline.")
  private Kind kind;

  @Override
  public Integer call() {
    System.out.println(kind == Kind.pipeline ? JsonSchema.pipeline() : JsonSchema.environment());
    return 0;
  }
}
