// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.SqlIdentifier;
import io.azud.pipeline.DataType;
import io.azud.pipeline.PostgresDefinition.PartitionBy;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The days, months or years into which a table is cut, in UTC, and the statements that make and
 * detach their partitions. A period is named by its first day.
 */
final class Periods implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TargetTable table;
  private final PartitionBy by;
  private final boolean dates;

  Periods(TargetTable table) {
    this.table = table;
    this.by = table.definition().partitionBy();
    this.dates = table.typeOf(by.column()) == DataType.Simple.DATE;
  }

  /** The period that this day lies in. */
  LocalDate of(LocalDate day) {
    return switch (by.every()) {
      case DAY -> day;
      case MONTH -> day.withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  LocalDate plus(LocalDate period, int count) {
    return switch (by.every()) {
      case DAY -> period.plusDays(count);
      case MONTH -> period.plusMonths(count);
      case YEAR -> period.plusYears(count);
    };
  }

  TimeRange range(LocalDate period) {
    return TimeRange.of(period, plus(period, 1));
  }

  /**
   * Whether a partition for this period may be made today: neither past its retention nor too far
   * ahead.
   */
  boolean mayExist(LocalDate period, LocalDate today) {
    return !period.isAfter(newest(today))
        && oldest(today).map(first -> !period.isBefore(first)).orElse(true);
  }

  /** The first period that may have a partition; empty when none is too old. */
  Optional<LocalDate> oldest(LocalDate today) {
    return by.keep() == 0 ? Optional.empty() : Optional.of(plus(of(today), -by.keep()));
  }

  /** The last period that may have a partition. */
  LocalDate newest(LocalDate today) {
    return plus(of(today), by.ahead());
  }

  /** Whether retention has passed all of this range. */
  boolean isPast(TimeRange range, LocalDate today) {
    return by.keep() > 0 && range.to() <= range(plus(of(today), -by.keep())).from();
  }

  /** In PostgreSQL's words: {@code month}. */
  String unit() {
    return by.every().name().toLowerCase(Locale.ROOT);
  }

  int ahead() {
    return by.ahead();
  }

  String partitionName(LocalDate period) {
    String suffix =
        switch (by.every()) {
          case DAY -> String.format(Locale.ROOT, "_p%tY%<tm%<td", period);
          case MONTH -> String.format(Locale.ROOT, "_p%tY%<tm", period);
          case YEAR -> String.format(Locale.ROOT, "_p%tY", period);
        };
    return DerivedName.of(table.name(), suffix);
  }

  /**
   * Makes a partition beside a running pipeline: rows of the period that the default partition
   * holds move into it, because PostgreSQL refuses it otherwise. ATTACH locks the table less than
   * CREATE … PARTITION OF does.
   *
   * @param columns all columns of the table that rows have values for
   */
  String createDdl(LocalDate period, List<String> columns) {
    String partition = table.quoted(partitionName(period));
    String column = SqlIdentifier.quote(by.column());
    String from = literal(period);
    String to = literal(plus(period, 1));
    String names = TargetTable.list(columns);
    return "LOCK TABLE "
        + table.quoted(table.defaultPartition())
        + " IN ACCESS EXCLUSIVE MODE;\n"
        + "CREATE TABLE "
        + partition
        + " (LIKE "
        + table.quoted()
        + " INCLUDING ALL);\n"
        + "WITH moved AS (DELETE FROM "
        + table.quoted(table.defaultPartition())
        + " WHERE "
        + column
        + " >= "
        + from
        + " AND "
        + column
        + " < "
        + to
        + " RETURNING *)\n"
        + "INSERT INTO "
        + partition
        + " ("
        + names
        + ") SELECT "
        + names
        + " FROM moved;\n"
        + "ALTER TABLE "
        + table.quoted()
        + " ATTACH PARTITION "
        + partition
        + " FOR VALUES FROM ("
        + from
        + ") TO ("
        + to
        + ")";
  }

  String createDefaultDdl() {
    return "CREATE TABLE "
        + table.quoted(table.defaultPartition())
        + " PARTITION OF "
        + table.quoted()
        + " DEFAULT";
  }

  String detachDdl(AttachedPartitions.Attached partition) {
    return "ALTER TABLE "
        + table.quoted()
        + " DETACH PARTITION "
        + SqlIdentifier.quote(partition.schema(), partition.name());
  }

  /** The start of a period, as the partition column's type writes it. */
  String literal(LocalDate day) {
    return dates ? "'" + day + "'" : "'" + day + " 00:00:00+00'";
  }
}
