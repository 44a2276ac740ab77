// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import io.azud.render.metric.Metric;
import java.util.List;

/** The tables in the lake and in PostgreSQL, and what has to be looked after. */
final class StoresBoard {
  private StoresBoard() {}

  static Board board() {
    return new Board(
        "azud-stores",
        "Azud / Stores",
        "The tables in the lake and in PostgreSQL, and what has to be looked after.",
        List.of(
            Variable.job(Metric.BUILD_INFO.text()),
            Variable.instance(Metric.BUILD_INFO.text()),
            Variable.pipeline(Metric.PIPELINE_INFO.text())),
        List.of(lake(), postgresql()));
  }

  private static Row lake() {
    return new Row(
        "Lake",
        List.of(
            Panel.of(
                    Look.LINES,
                    "Data files",
                    "short",
                    "Data files of the current snapshot, and how many of them are small.")
                .with("max by (pipeline) (" + Series.of(Metric.LAKE_FILES) + ")", "{{pipeline}}")
                .with(
                    "max by (pipeline) (" + Series.of(Metric.LAKE_SMALL_FILES) + ")",
                    "{{pipeline}} small"),
            Panel.of(
                    Look.LINES,
                    "Size of a file",
                    "bytes",
                    "Mean size of a data file. Small files make queries slow.")
                .with(
                    "max by (pipeline) ("
                        + Series.of(Metric.LAKE_BYTES)
                        + " / ("
                        + Series.of(Metric.LAKE_FILES)
                        + " > 0))",
                    "{{pipeline}}"),
            Panel.of(
                    Look.LINES,
                    "Snapshots",
                    "short",
                    "Snapshots in the metadata. What nobody reads any more should be expired.")
                .with(
                    "max by (pipeline) (" + Series.of(Metric.LAKE_SNAPSHOTS) + ")", "{{pipeline}}"),
            Panel.of(
                    Look.LINES,
                    "Bytes",
                    "bytes",
                    "Bytes of the data files of the current snapshot.")
                .with("max by (pipeline) (" + Series.of(Metric.LAKE_BYTES) + ")", "{{pipeline}}"),
            Panel.of(Look.LINES, "Rows", "short", "Rows of the current snapshot.")
                .with("max by (pipeline) (" + Series.of(Metric.LAKE_ROWS) + ")", "{{pipeline}}"),
            Panel.of(
                    Look.LINES,
                    "Since the last snapshot",
                    "s",
                    "Time since the table last changed.")
                .with(
                    "min by (pipeline) (" + Series.age(Series.of(Metric.LAKE_COMMITTED)) + ")",
                    "{{pipeline}}")));
  }

  private static Row postgresql() {
    return new Row(
        "PostgreSQL",
        List.of(
            Panel.of(Look.LINES, "Bytes of the table", "bytes", "With partitions and indexes.")
                .with(
                    "max by (pipeline) (" + Series.of(Metric.POSTGRES_BYTES) + ")", "{{pipeline}}"),
            Panel.of(Look.LINES, "Partitions", "short", "Partitions that are attached.")
                .with(
                    "max by (pipeline) (" + Series.of(Metric.POSTGRES_PARTITIONS) + ")",
                    "{{pipeline}}"),
            Panel.of(
                    Look.LINES,
                    "Partitions ahead",
                    "short",
                    "Periods after the current one that have their partition, and how many should.")
                .with(
                    "min by (pipeline) (" + Series.of(Metric.POSTGRES_AHEAD) + ")", "{{pipeline}}")
                .with(
                    "max by (pipeline) (" + Series.of(Metric.POSTGRES_AHEAD_DECLARED) + ")",
                    "{{pipeline}} declared"),
            Panel.of(
                    Look.LINES,
                    "Rows in the default partition",
                    "short",
                    "Rows that fit no partition; counted up to 100 000. Must be 0.")
                .with(
                    "max by (pipeline) (" + Series.of(Metric.POSTGRES_STRAYS) + ")", "{{pipeline}}")
                .badFrom(1)));
  }
}
