// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.definition.PipelineReader;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import io.azud.render.airflow.DagFile;
import io.azud.render.airflow.DagPaths;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azud render airflow}: one DAG file for each pipeline. */
@Command(
    name = "airflow",
    description =
        "Write one Airflow DAG file for each pipeline. The files refer to the pipelines by relative path.")
final class RenderAirflowCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pipeline files.")
  private List<Path> files;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "dags",
      description = "Where the DAG files go; made when missing. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "FILE",
      description =
          "The environment file that the tasks take. Without it Airflow's connections say where things are.")
  private Path environment;

  @Override
  public Integer call() throws IOException {
    PipelineReader reader = new PipelineReader(System.getenv());
    Map<String, DagFile> dags = new LinkedHashMap<>();
    for (Path file : files) {
      DagFile dag = dag(reader.read(file), file);
      if (dags.put(dag.name(), dag) != null) {
        throw new AzudException(
            ErrorCode.USAGE,
            file + " has the name of another one of these pipelines; each DAG needs its own");
      }
    }
    Files.createDirectories(out);
    for (DagFile dag : dags.values()) {
      Path target = out.resolve(dag.name());
      Files.writeString(target, dag.text());
      System.out.println("Wrote " + target + ".");
    }
    return 0;
  }

  private DagFile dag(Pipeline pipeline, Path file) {
    return new DagFile(
        pipeline, new DagPaths(fromOut(file), Optional.ofNullable(environment).map(this::fromOut)));
  }

  private String fromOut(Path file) {
    try {
      return real(out).relativize(real(file)).toString().replace(File.separatorChar, '/');
    } catch (IllegalArgumentException e) {
      throw new AzudException(
          ErrorCode.USAGE, file + " cannot be reached from " + out + " by a relative path", e);
    }
  }

  private static Path real(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
