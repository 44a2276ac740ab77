// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import java.time.Instant;
import java.util.Optional;

/** What whoever keeps a table has to look after, as the store itself tells it. */
public sealed interface StoreCondition {

  /**
   * An Iceberg table.
   *
   * @param snapshots kept in the table's metadata
   * @param dataFiles of the current snapshot
   * @param smallFiles those of them below a quarter of the size that the table aims at
   * @param bytes of the data files
   * @param committed when the current snapshot was made; empty without one
   */
  record LakeCondition(
      long snapshots,
      long dataFiles,
      long smallFiles,
      long rows,
      long bytes,
      Optional<Instant> committed)
      implements StoreCondition {}

  /**
   * A PostgreSQL table.
   *
   * @param bytes of the table with its partitions and indexes
   * @param partitioning empty for a plain table
   */
  record DatabaseCondition(long bytes, Optional<Partitioning> partitioning)
      implements StoreCondition {}

  /**
   * The partitions of a PostgreSQL table.
   *
   * @param attached how many there are, without the default one
   * @param ahead how many of the periods after the current one have theirs, without a gap
   * @param declared how many periods ahead the pipeline declares
   * @param isCurrentThere whether the current period has its partition
   * @param strays rows in the default partition, counted up to {@value #MOST_STRAYS}
   */
  record Partitioning(long attached, int ahead, int declared, boolean isCurrentThere, long strays) {
    public static final int MOST_STRAYS = 100_000;
  }
}
