// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.definition.PipelineReader;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import io.azud.server.metrics.MetricsPage;
import io.azud.server.metrics.PipelineMetrics;
import io.azud.server.metrics.ProbePace;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azud metrics}: one look at everything that is measured. */
@Command(
    name = "metrics",
    description =
        "Look once at ledger, source and stores, and print the metrics in Prometheus' text format. A target that cannot be"
            + " asked is a metric, too: azud_probe_up.")
final class MetricsCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pipeline files.")
  private List<Path> files;

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "FILE",
      defaultValue = "${env:AZUD_ENVIRONMENT}",
      description = "Where they run. Default: the variable AZUD_ENVIRONMENT.")
  private Path environment;

  @Override
  public Integer call() {
    if (environment == null) {
      throw new AzudException(
          ErrorCode.USAGE,
          "say where the pipelines run: --environment FILE, or the variable AZUD_ENVIRONMENT");
    }
    PipelineReader reader = new PipelineReader(System.getenv());
    List<Pipeline> pipelines = files.stream().map(reader::read).toList();
    Environment where = DeclaredEnvironment.read(environment);
    PrometheusRegistry registry = new PrometheusRegistry();
    try (PipelineMetrics metrics =
        new PipelineMetrics(
            pipelines, where, new LocalPlatformCheck(), ProbePace.DEFAULT, Clock.systemUTC())) {
      metrics.register(registry);
      metrics.look();
      System.out.writeBytes(MetricsPage.of(registry, "").body());
      System.out.flush();
    }
    return 0;
  }
}
