// SPDX-License-Identifier: Apache-2.0
package io.azud.render.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "metrics.md");

  @Test
  void isPrintedInTheReference() throws IOException {
    if (Boolean.getBoolean("azud.write")) {
      Files.writeString(PAGE, MetricsPage.text());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(MetricsPage.text());
  }

  @Test
  void hasANameOfItsOwn() {
    assertThat(Arrays.stream(Metric.values()).map(Metric::text)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void isNamedAsPrometheusRecommends(Metric metric) {
    assertThat(metric.text()).matches("azud_[a-z_]+[a-z]");
    assertThat(metric.text().endsWith("_total")).isEqualTo(metric.type() == MetricType.COUNTER);
    switch (metric.unit()) {
      case SECONDS -> assertThat(metric.text()).endsWith("_seconds");
      case TIMESTAMP -> assertThat(metric.text()).endsWith("_timestamp_seconds");
      case BYTES -> assertThat(metric.text()).matches(".*_bytes(_total)?");
      case RATIO -> assertThat(metric.text()).endsWith("_ratio");
      default -> assertThat(metric.text()).doesNotContain("seconds").doesNotContain("bytes");
    }
    assertThat(metric.help()).endsWith(".").isNotBlank();
    assertThat(metric.labels()).doesNotHaveDuplicates();
  }
}
