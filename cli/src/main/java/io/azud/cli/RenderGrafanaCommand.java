// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.render.grafana.GrafanaFiles;
import io.azud.render.grafana.GrafanaOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azud render grafana}: dashboards and provisioned alerts. */
@Command(
    name = "grafana",
    description =
        "Write dashboards, and the alerts of 'azud render prometheus' as rules that Grafana works out itself, as files that"
            + " Grafana is provisioned with.")
final class RenderGrafanaCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pipeline files.")
  private List<Path> files;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "grafana",
      description = "Where the files go; made when missing. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--datasource",
      paramLabel = "UID",
      defaultValue = "prometheus",
      description =
          "The Prometheus data source that alerts ask; dashboards let one choose. Default: ${DEFAULT-VALUE}.")
  private String datasource;

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8750",
      description = "Where 'azud serve' is, for the webhook. Default: ${DEFAULT-VALUE}.")
  private String server;

  @Option(
      names = "--secrets",
      paramLabel = "DIR",
      defaultValue = "/etc/azud",
      description = "Where alerts.token lies. Default: ${DEFAULT-VALUE}.")
  private String secrets;

  @Option(
      names = "--dashboards",
      paramLabel = "DIR",
      defaultValue = "/var/lib/grafana/dashboards/azud",
      description = "Where Grafana will find the dashboards. Default: ${DEFAULT-VALUE}.")
  private String dashboards;

  @Option(
      names = "--logs",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:5601",
      description = "Where Kibana or OpenSearch Dashboards is. Default: ${DEFAULT-VALUE}.")
  private String logs;

  @Option(
      names = "--runbook",
      paramLabel = "URL",
      defaultValue = "",
      description = "Where the repository can be read; put before docs/runbook.")
  private String runbook;

  @Override
  public Integer call() {
    GrafanaOptions options =
        new GrafanaOptions(datasource, server, secrets, dashboards, logs, runbook);
    RenderedFiles.write(out, new GrafanaFiles(RenderedFiles.read(files), options).texts());
    return 0;
  }
}
