// SPDX-License-Identifier: Apache-2.0
package io.azud.pipeline;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * A PostgreSQL table.
 *
 * @param table {@code table} or {@code schema.table}
 * @param key the columns that identify a row; empty in append mode
 * @param version in upsert mode, the column whose larger value wins; empty when the later record
 *     wins
 * @param partitionBy {@link PartitionBy#NONE} for a plain table
 * @param every the shortest time between two commits; zero commits every pass
 */
public record PostgresDefinition(
    String table,
    Mode mode,
    List<String> key,
    String version,
    PartitionBy partitionBy,
    List<Index> indexes,
    Duration every)
    implements Serializable {

  public PostgresDefinition {
    key = List.copyOf(key);
    indexes = List.copyOf(indexes);
  }

  /** What a record does to a row with the same key. */
  public enum Mode {
    APPEND,
    UPSERT
  }

  /**
   * Range partitions over a date or timestamp column.
   *
   * @param ahead how many periods after the current one exist in advance
   * @param keep how many past periods stay attached; 0 keeps all
   */
  public record PartitionBy(String column, Period every, int ahead, int keep)
      implements Serializable {
    public static final PartitionBy NONE = new PartitionBy("", Period.MONTH, 0, 0);

    /** The width of a partition. */
    public enum Period {
      DAY,
      MONTH,
      YEAR
    }

    public boolean isDeclared() {
      return !column.isEmpty();
    }
  }

  /** An index on the table; its name derives from the table and the columns. */
  public record Index(List<String> columns, Type type, boolean unique) implements Serializable {
    public Index {
      columns = List.copyOf(columns);
    }

    /** The access method. */
    public enum Type {
      BTREE,
      BRIN
    }
  }
}
