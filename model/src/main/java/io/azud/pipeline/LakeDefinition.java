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
 */
public record LakeDefinition(
    String table, FileFormat format, List<String> partitionBy, List<String> sortBy, Duration every)
    implements Serializable {

  public LakeDefinition {
    partitionBy = List.copyOf(partitionBy);
    sortBy = List.copyOf(sortBy);
  }

  /** The format of the data files. */
  public enum FileFormat {
    PARQUET,
    ORC
  }
}
