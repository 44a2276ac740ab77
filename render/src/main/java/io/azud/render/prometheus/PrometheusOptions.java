// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

/**
 * Where things are, for the rendered configuration.
 *
 * @param server {@code host:port} of {@code azud serve}, as Prometheus and Alertmanager reach it
 * @param scheme {@code http} or {@code https}
 * @param secrets the directory with {@code read.token} and {@code alerts.token}, each the bare
 *     token of that name from the server's token file
 * @param alertmanager {@code host:port} of Alertmanager
 * @param runbook where the runbook can be read; put before {@code docs/runbook/…}
 */
public record PrometheusOptions(
    String server, String scheme, String secrets, String alertmanager, String runbook) {
  public static final PrometheusOptions DEFAULT =
      new PrometheusOptions("127.0.0.1:8750", "http", "/etc/azud", "127.0.0.1:9093", "");
}
