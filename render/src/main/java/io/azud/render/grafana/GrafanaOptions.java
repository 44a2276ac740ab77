// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

/**
 * Where things are, for what is rendered.
 *
 * @param datasource the uid of the Prometheus datasource, for alert rules; dashboards let one
 *     choose
 * @param server the URL of {@code azud serve} as Grafana reaches it
 * @param secrets the directory with {@code alerts.token}
 * @param dashboards where Grafana finds the dashboards' files
 * @param logs the URL of Kibana or OpenSearch Dashboards
 * @param runbook where the runbook can be read; put before {@code docs/runbook/…}
 */
public record GrafanaOptions(
    String datasource,
    String server,
    String secrets,
    String dashboards,
    String logs,
    String runbook) {
  public static final GrafanaOptions DEFAULT =
      new GrafanaOptions(
          "prometheus",
          "http://127.0.0.1:8750",
          "/etc/azud",
          "/var/lib/grafana/dashboards/azud",
          "http://127.0.0.1:5601",
          "");
}
