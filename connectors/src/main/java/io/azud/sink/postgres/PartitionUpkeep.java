// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.PostgresDatabase;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.spi.Maintenance;
import io.azud.spi.Upkeep.Partitions;
import io.azud.spi.Upkeep.Partitions.Left;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the partitions that should exist, brings rows of the default partition into those that they
 * belong to, and detaches what retention has passed. Each is a transaction of its own that waits
 * for locks only for a moment, and is tried again before it is given up for this time.
 */
final class PartitionUpkeep {
  private static final int TRIES = 3;

  private final TargetTable table;
  private final PostgresDatabase database;
  private final PartitionMaker maker;
  private final Periods periods;
  private final Maintenance order;
  private final LocalDate today;
  private final List<String> made = new ArrayList<>();
  private final List<String> detached = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();
  private final List<String> busy = new ArrayList<>();
  private long moved;

  PartitionUpkeep(PostgresDatabase database, TargetTable table, Maintenance order) {
    this.table = table;
    this.database = database;
    this.maker = new PartitionMaker(database, table);
    this.periods = new Periods(table);
    this.order = order;
    this.today = LocalDate.ofInstant(order.now(), ZoneOffset.UTC);
  }

  /** What there is: the table, and the rows that have no partition. */
  private record Seen(ActualTable table, Strays strays) {}

  /** Empty when there is no such table yet. */
  Optional<Partitions> run() {
    Seen seen = database.inTransaction("look at the partitions of " + table.quoted(), this::look);
    if (!seen.table().exists()) {
      return Optional.empty();
    }
    if (!seen.table().partitionColumn().equals(table.definition().partitionBy().column())) {
      throw new AzudException(
          ErrorCode.INCOMPATIBLE_CHANGE,
          "postgres table " + table.quoted() + " is not partitioned as declared: see 'azud plan'");
    }
    if (!seen.table().partitions().hasDefault()) {
      change(table.defaultPartition(), maker::makeDefault, made);
    }
    missing(seen).forEach(this::make);
    for (AttachedPartitions.Attached partition : seen.table().partitions().ranges()) {
      if (periods.isPast(partition.range(), today)) {
        change(partition.name(), () -> maker.detach(partition), detached);
      }
    }
    leave(seen.strays());
    return Optional.of(new Partitions(made, detached, moved, left, busy));
  }

  private Seen look(Connection connection) throws SQLException {
    ActualTable actual = ActualTable.read(connection, table);
    return new Seen(
        actual,
        actual.partitions().hasDefault() ? Strays.read(connection, table, today) : Strays.NONE);
  }

  /** Periods that need a partition, the latest first, and how many rows wait for it. */
  private Map<LocalDate, Long> missing(Seen seen) {
    NavigableMap<LocalDate, Long> missing = new TreeMap<>();
    seen.strays().periods().forEach(period -> missing.put(period.first(), period.rows()));
    for (int i = 0; i <= periods.ahead(); i++) {
      missing.putIfAbsent(periods.plus(periods.of(today), i), 0L);
    }
    AttachedPartitions attached = seen.table().partitions();
    missing.keySet().removeIf(period -> attached.overlap(periods.range(period)));
    int room = PartitionRouter.MOST_PARTITIONS - attached.ranges().size();
    while (missing.size() > Math.max(0, room)) {
      leave(missing.pollFirstEntry().getValue(), "there are too many partitions already");
    }
    return missing.descendingMap();
  }

  private void make(LocalDate period, long waiting) {
    if (!order.isForReal()) {
      made.add(periods.partitionName(period));
      moved += waiting;
      return;
    }
    long[] filled = new long[1];
    change(periods.partitionName(period), () -> filled[0] = maker.fill(period), made);
    moved += filled[0];
    if (filled[0] > 0) {
      order
          .progress()
          .accept("postgres: " + filled[0] + " rows moved into " + periods.partitionName(period));
      maker.analyze(period);
    }
  }

  /** Does something for a partition, or notes that others are at work there. */
  private void change(String partition, Runnable act, List<String> done) {
    if (!order.isForReal()) {
      done.add(partition);
      return;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        act.run();
        done.add(partition);
        return;
      } catch (AzudException e) {
        if (e.code() != ErrorCode.TRY_AGAIN) {
          throw e;
        }
        if (attempt == TRIES) {
          busy.add("partition " + partition + ": " + e.getMessage());
          return;
        }
      }
    }
  }

  private void leave(Strays strays) {
    leave(strays.timeless(), "without a time");
    leave(strays.early(), "retention has passed them");
    leave(strays.late(), "further ahead than partitions are made");
  }

  private void leave(long rows, String why) {
    if (rows > 0) {
      left.add(new Left(rows, why));
    }
  }
}
