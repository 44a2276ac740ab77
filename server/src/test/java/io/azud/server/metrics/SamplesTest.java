// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.render.metric.Metric;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private final Samples samples = new Samples();

  private Scraped scraped() {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register((MultiCollector) this::snapshots);
    return Scraped.from(registry);
  }

  private MetricSnapshots snapshots() {
    return samples.snapshots();
  }

  @Test
  void areNamedAndLabelledAsSpecified() {
    samples.add(Metric.SINK_LAG, 7, "orders", "lake");
    samples.add(Metric.RECORDS_READ, 9, "orders", "lake");

    assertThat(scraped().number("azud_sink_lag_records{pipeline=\"orders\",sink=\"lake\"}"))
        .isEqualTo(7);
    assertThat(scraped().number("azud_records_read_total{pipeline=\"orders\",sink=\"lake\"}"))
        .isEqualTo(9);
  }

  @Test
  void refuseLabelsThatAreNotSpecified() {
    assertThatThrownBy(() -> samples.add(Metric.SINK_LAG, 7, "orders"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void areBounded() {
    for (int i = 0; i < 10_100; i++) {
      samples.add(Metric.PARTITION_LAG, 1, "orders", "lake", Integer.toString(i));
    }
    Scraped scraped = scraped();

    assertThat(scraped.lines())
        .filteredOn(line -> line.startsWith("azud_partition"))
        .hasSize(10_000);
    assertThat(scraped.number("azud_series_left_out{metric=\"azud_partition_lag_records\"}"))
        .isEqualTo(100);
  }

  @Test
  void keepStrangeTextInItsLabel() {
    samples.add(Metric.DEAD_LETTERS, 1, "orders", "check", "a\"b\\c\nd");

    assertThat(scraped().lines())
        .contains(
            "azud_dead_letters{pipeline=\"orders\",rule=\"a\\\"b\\\\c\\nd\",stage=\"check\"} 1.0");
  }
}
