// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.render.prometheus.PrometheusFiles;
import io.azud.render.prometheus.PrometheusOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azud render prometheus}: scrape configuration, rules and Alertmanager. */
@Command(
    name = "prometheus",
    description =
        "Write the configuration of a Prometheus and an Alertmanager that watch these pipelines: what is scraped, what is"
            + " recorded, and the alerts on what the pipelines promise.")
final class RenderPrometheusCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pipeline files.")
  private List<Path> files;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "prometheus",
      description = "Where the files go; made when missing. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8750",
      description = "Where 'azud serve' listens. Default: ${DEFAULT-VALUE}.")
  private String server;

  @Option(
      names = "--scheme",
      paramLabel = "http|https",
      defaultValue = "http",
      description = "How it is reached. Default: ${DEFAULT-VALUE}.")
  private String scheme;

  @Option(
      names = "--secrets",
      paramLabel = "DIR",
      defaultValue = "/etc/azud",
      description =
          "Where read.token and alerts.token lie, the server's tokens of these names. Default: ${DEFAULT-VALUE}.")
  private String secrets;

  @Option(
      names = "--alertmanager",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9093",
      description = "Where Alertmanager listens. Default: ${DEFAULT-VALUE}.")
  private String alertmanager;

  @Option(
      names = "--runbook",
      paramLabel = "URL",
      defaultValue = "",
      description = "Where the repository can be read; put before docs/runbook.")
  private String runbook;

  @Override
  public Integer call() {
    PrometheusOptions options =
        new PrometheusOptions(server, scheme, secrets, alertmanager, runbook);
    RenderedFiles.write(out, new PrometheusFiles(RenderedFiles.read(files), options).texts());
    return 0;
  }
}
