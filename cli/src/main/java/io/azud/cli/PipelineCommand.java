// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.OpenPipeline;
import io.azud.engine.definition.PipelineReader;
import io.azud.engine.log.LogLabels;
import io.azud.engine.log.LogLabels.Label;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that works on one pipeline in one environment. */
abstract class PipelineCommand implements Callable<Integer> {
  @Parameters(index = "0+", arity = "0..1", paramLabel = "FILE", description = "The pipeline file.")
  private Path file;

  @Option(
      names = {"-p", "--pipeline"},
      paramLabel = "FILE",
      description = "The pipeline file, for those who prefer to name it.")
  private Path named;

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "FILE",
      defaultValue = "${env:AZUD_ENVIRONMENT}",
      description =
          "Where it runs; 'azud up' writes such a file. Default: the variable AZUD_ENVIRONMENT.")
  private Path environment;

  @Mixin private OutputOption output;

  @Override
  public final Integer call() throws Exception {
    check();
    Path pipeline = file();
    Path place = environment();
    try {
      Environment where = DeclaredEnvironment.read(place);
      Pipeline definition = new PipelineReader(System.getenv()).read(pipeline);
      LogLabels.current().with(Label.PIPELINE, definition.name()).put();
      try (OpenPipeline open = new OpenPipeline(definition, where)) {
        return run(open);
      }
    } catch (AzudException e) {
      failed(e);
      throw e;
    }
  }

  /** Looks at what was typed, before anything is read. */
  void check() {}

  /** Hears why the command cannot do its work, before the user is told. */
  void failed(AzudException e) {}

  /**
   * @return the exit status
   */
  abstract int run(OpenPipeline open) throws Exception;

  OutputOption output() {
    return output;
  }

  Path file() {
    if (file == null && named == null) {
      throw new AzudException(
          ErrorCode.USAGE, "name the pipeline file, for example examples/flights/pipeline.yaml");
    }
    return file == null ? named : file;
  }

  private Path environment() {
    if (environment == null) {
      throw new AzudException(
          ErrorCode.USAGE,
          "say where the pipeline runs: --environment FILE, or the variable AZUD_ENVIRONMENT; 'azud up' starts a platform on this"
              + " machine and writes its environment file");
    }
    return environment;
  }
}
