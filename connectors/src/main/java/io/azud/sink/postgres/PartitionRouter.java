// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.PostgresDatabase;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the rows of a slice have partitions to go to. Rows without a time, of a period
 * that may not have a partition, or for which none can be made now, go to the default partition.
 * Belongs to one thread.
 */
final class PartitionRouter {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionRouter.class);

  /**
   * Beyond so many partitions rows go to the default partition: absurd times must not make
   * thousands of tables.
   */
  static final int MOST_PARTITIONS = 500;

  private static final long MICROS_PER_SECOND = 1_000_000;

  private final PartitionMaker maker;
  private final Periods periods;
  private final LocalDate today;
  private final int column;
  private final boolean dates;
  private final Set<LocalDate> strays = new HashSet<>();
  private AttachedPartitions attached;
  private TimeRange last = new TimeRange(0, 0);

  PartitionRouter(PostgresDatabase database, TargetTable table, LocalDate today) {
    this.maker = new PartitionMaker(database, table);
    this.periods = new Periods(table);
    this.today = today;
    String name = table.definition().partitionBy().column();
    this.column = table.indexOf(name);
    this.dates = table.typeOf(name) == DataType.Simple.DATE;
    this.attached = maker.attached();
  }

  /** Whether the row needs a partition that is not there and may be made. */
  boolean mustMakePartition(Object[] row) {
    if (row[column] == null) {
      return false;
    }
    long micros = micros(row);
    if (last.contains(micros)) {
      return false;
    }
    for (AttachedPartitions.Attached partition : attached.ranges()) {
      if (partition.range().contains(micros)) {
        last = partition.range();
        return false;
      }
    }
    LocalDate period = period(micros);
    return !strays.contains(period) && mayMake(period);
  }

  private boolean mayMake(LocalDate period) {
    boolean may = attached.ranges().size() < MOST_PARTITIONS && periods.mayExist(period, today);
    if (!may) {
      strays.add(period);
    }
    return may;
  }

  /**
   * Makes the row's partition; when that is not possible now, the period's rows go to the default
   * partition.
   */
  void makePartition(Object[] row) {
    LocalDate period = period(micros(row));
    try {
      attached = maker.make(period);
    } catch (AzudException e) {
      if (e.code() != ErrorCode.TRY_AGAIN) {
        throw e;
      }
      LOG.warn(
          "rows of {} go to the default partition, no partition can be made now: {}",
          period,
          e.getMessage());
      strays.add(period);
    }
  }

  private LocalDate period(long micros) {
    Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND));
    return periods.of(LocalDate.ofInstant(instant, ZoneOffset.UTC));
  }

  private long micros(Object[] row) {
    return dates ? (Integer) row[column] * TimeRange.MICROS_PER_DAY : (Long) row[column];
  }
}
