// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What {@code GET /metrics} answers, in Prometheus' text format or in OpenMetrics.
 *
 * @param contentType of the body
 */
public record MetricsPage(String contentType, byte[] body) {

  /**
   * @param accept the request's {@code Accept} header; empty when there is none
   */
  public static MetricsPage of(PrometheusRegistry registry, String accept) {
    MetricSnapshots snapshots = registry.scrape();
    ByteArrayOutputStream body = new ByteArrayOutputStream(32 * 1024);
    try {
      if (accept.contains("application/openmetrics-text")) {
        OpenMetricsTextFormatWriter writer = OpenMetricsTextFormatWriter.create();
        writer.write(body, snapshots);
        return new MetricsPage(writer.getContentType(), body.toByteArray());
      }
      PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
      writer.write(body, snapshots);
      return new MetricsPage(writer.getContentType(), body.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory does not fail", e);
    }
  }
}
