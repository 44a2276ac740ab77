// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.render.metric.Metric;
import io.azud.spi.StoreCondition;
import io.azud.spi.StoreCondition.DatabaseCondition;
import io.azud.spi.StoreCondition.LakeCondition;
import io.azud.spi.StoreCondition.Partitioning;

/** Turns the condition of a table into samples. */
final class StoreSamples {
  private StoreSamples() {}

  static void add(Samples samples, String pipeline, StoreCondition condition) {
    if (condition instanceof LakeCondition lake) {
      lake(samples, pipeline, lake);
    } else if (condition instanceof DatabaseCondition database) {
      samples.add(Metric.POSTGRES_BYTES, database.bytes(), pipeline);
      database.partitioning().ifPresent(each -> partitions(samples, pipeline, each));
    }
  }

  private static void lake(Samples samples, String pipeline, LakeCondition lake) {
    samples.add(Metric.LAKE_SNAPSHOTS, lake.snapshots(), pipeline);
    samples.add(Metric.LAKE_FILES, lake.dataFiles(), pipeline);
    samples.add(Metric.LAKE_SMALL_FILES, lake.smallFiles(), pipeline);
    samples.add(Metric.LAKE_ROWS, lake.rows(), pipeline);
    samples.add(Metric.LAKE_BYTES, lake.bytes(), pipeline);
    lake.committed().ifPresent(time -> samples.add(Metric.LAKE_COMMITTED, time, pipeline));
  }

  private static void partitions(Samples samples, String pipeline, Partitioning partitioning) {
    samples.add(Metric.POSTGRES_PARTITIONS, partitioning.attached(), pipeline);
    samples.add(Metric.POSTGRES_AHEAD, partitioning.ahead(), pipeline);
    samples.add(Metric.POSTGRES_AHEAD_DECLARED, partitioning.declared(), pipeline);
    samples.flag(Metric.POSTGRES_CURRENT_MISSING, !partitioning.isCurrentThere(), pipeline);
    samples.add(Metric.POSTGRES_STRAYS, partitioning.strays(), pipeline);
  }
}
