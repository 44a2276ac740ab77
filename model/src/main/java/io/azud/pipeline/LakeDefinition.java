// SPDX-License-Identifier: Apache-2.0
package io.azud.pipeline;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * An Iceberg table.
 *
 * @param table {@code table} or {@code namespace.table}
 * @param partitionBy Iceberg transforms: a column, or {@code year|month|day|hour(column)}, {@code
 *     bucket(n, column)}, {@code truncate(width, column)}
 * @param sortBy columns in whose order the rows of a data file stand
 * @param every the shortest time between two commits; zero commits every pass
 * @param maintenance what {@code azud maintain} keeps
 */
public record LakeDefinition(
    String table,
    FileFormat format,
    List<String> partitionBy,
    List<String> sortBy,
    Duration every,
    Maintenance maintenance)
    implements Serializable {

  public LakeDefinition {
    partitionBy = List.copyOf(partitionBy);
    sortBy = List.copyOf(sortBy);
  }

  /** A table that is maintained as usual. */
  public LakeDefinition(
      String table,
      FileFormat format,
      List<String> partitionBy,
      List<String> sortBy,
      Duration every) {
    this(table, format, partitionBy, sortBy, every, Maintenance.DEFAULT);
  }

  /**
   * @param keepSnapshots snapshots younger than this stay
   * @param minSnapshots so many stay, whatever their age
   * @param maxSnapshots beyond so many, older ones go before {@code keepSnapshots} has passed;
   *     those of the last hour stay
   * @param keepOrphans files younger than this stay, though no snapshot needs them: they may belong
   *     to a pass in flight
   */
  public record Maintenance(
      Duration keepSnapshots, int minSnapshots, int maxSnapshots, Duration keepOrphans)
      implements Serializable {
    public static final Maintenance DEFAULT =
        new Maintenance(Duration.ofDays(5), 10, 1_000, Duration.ofDays(3));
  }

  /** The format of the data files. */
  public enum FileFormat {
    PARQUET,
    ORC
  }
}
