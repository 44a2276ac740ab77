// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.SqlIdentifier;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.sink.postgres.ActualTable.ActualColumn;
import io.azud.spi.Change;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The difference between the declared table and what there is, as statements in the order in which
 * they must run.
 */
final class TablePlan {
  private final TargetTable table;
  private final ActualTable actual;
  private final LocalDate today;
  private final List<Change> changes = new ArrayList<>();

  private TablePlan(TargetTable table, ActualTable actual, LocalDate today) {
    this.table = table;
    this.actual = actual;
    this.today = today;
  }

  /**
   * @throws AzudException {@code INCOMPATIBLE_CHANGE} when the table cannot become what is declared
   */
  static List<Change> of(TargetTable table, ActualTable actual, LocalDate today) {
    TablePlan plan = new TablePlan(table, actual, today);
    if (actual.exists()) {
      plan.compareKind();
      plan.compareColumns();
      plan.refuseForeignColumns();
    } else {
      plan.createTable();
    }
    plan.createIndexes();
    if (table.isPartitioned()) {
      plan.partitions();
    }
    return List.copyOf(plan.changes);
  }

  /**
   * The partitions that should exist from today on and do not: part of the whole plan, and all that
   * a running pipeline needs.
   */
  static List<Change> ahead(TargetTable table, ActualTable actual, LocalDate today) {
    TablePlan plan = new TablePlan(table, actual, today);
    plan.createAhead(new Periods(table));
    return List.copyOf(plan.changes);
  }

  private void compareKind() {
    if (!actual.kind().equals("r") && !actual.kind().equals("p")) {
      throw incompatible("there is a relation of that name which is not a table", "rename it");
    }
    String declared = table.definition().partitionBy().column();
    if (table.isPartitioned() != actual.kind().equals("p")
        || !declared.equals(actual.partitionColumn())) {
      throw incompatible(
          "the table is "
              + (actual.kind().equals("p") ? "partitioned by " + shown(actual) : "not partitioned")
              + ", declared is "
              + (table.isPartitioned() ? "partitionBy column " + declared : "no partitionBy"),
          "declare a new table, or copy the rows into a new one by hand");
    }
  }

  private static String shown(ActualTable actual) {
    return actual.partitionColumn().isEmpty()
        ? "something else than one range column"
        : "RANGE (" + actual.partitionColumn() + ")";
  }

  private void compareColumns() {
    for (String lineage : List.of(TargetTable.PARTITION, TargetTable.OFFSET)) {
      if (!actual.columns().containsKey(lineage)) {
        throw incompatible(
            "the table has no column " + lineage + ": it was not made by Azud",
            "declare another table name");
      }
      compare(Column.required(lineage, table.typeOf(lineage)), actual.columns().get(lineage));
    }
    for (Column column : table.columns()) {
      ActualColumn there = actual.columns().get(column.name());
      if (there == null) {
        addColumn(column);
      } else {
        compare(column, there);
      }
    }
  }

  private void compare(Column column, ActualColumn there) {
    String wanted = SqlType.of(column.type());
    if (!there.sqlType().equals(wanted)) {
      throw incompatible(
          "column "
              + column.name()
              + " is "
              + there.sqlType()
              + " in the table, declared is "
              + wanted,
          "declare a new column, or change the type by hand");
    }
    if (there.computed()) {
      throw incompatible(
          "column " + column.name() + " is computed by the database", "drop it, or rename yours");
    }
    if (there.notNull() && !column.required()) {
      throw incompatible(
          "column " + column.name() + " is NOT NULL in the table and not required in the pipeline",
          "declare it required, or ALTER TABLE … ALTER COLUMN … DROP NOT NULL");
    }
  }

  private void refuseForeignColumns() {
    Set<String> ours = new HashSet<>(table.rowNames());
    for (Map.Entry<String, ActualColumn> column : actual.columns().entrySet()) {
      ActualColumn there = column.getValue();
      if (!ours.contains(column.getKey()) && there.notNull() && !there.hasDefault()) {
        throw incompatible(
            "column "
                + column.getKey()
                + " is NOT NULL without a default, and the pipeline does not write it",
            "declare it, give it a default, or drop NOT NULL");
      }
    }
  }

  private void createTable() {
    String columns =
        table.columns().stream()
            .map(column -> "  " + columnDdl(column) + ",\n")
            .collect(Collectors.joining());
    add(
        "CREATE TABLE "
            + table.quoted()
            + " (\n"
            + columns
            + "  "
            + TargetTable.PARTITION
            + " integer NOT NULL,\n"
            + "  "
            + TargetTable.OFFSET
            + " bigint NOT NULL\n)"
            + (table.isPartitioned()
                ? " PARTITION BY RANGE ("
                    + SqlIdentifier.quote(table.definition().partitionBy().column())
                    + ")"
                : ""));
  }

  private void addColumn(Column column) {
    add("ALTER TABLE " + table.quoted() + " ADD COLUMN " + columnDdl(column));
  }

  private static String columnDdl(Column column) {
    return SqlIdentifier.quote(column.name()) + " " + SqlType.of(column.type());
  }

  private void createIndexes() {
    for (TableIndex index : TableIndex.of(table)) {
      if (!actual.indexes().contains(index.name())) {
        add(index.ddl(table));
      }
    }
  }

  private void partitions() {
    Periods periods = new Periods(table);
    if (!actual.partitions().hasDefault()) {
      add(periods.createDefaultDdl());
    }
    createAhead(periods);
    for (AttachedPartitions.Attached partition : actual.partitions().ranges()) {
      if (periods.isPast(partition.range(), today)) {
        add(periods.detachDdl(partition));
      }
    }
  }

  private void createAhead(Periods periods) {
    List<String> columns = actual.exists() ? actual.writable() : table.rowNames();
    for (int i = 0; i <= periods.ahead(); i++) {
      LocalDate period = periods.plus(periods.of(today), i);
      if (!actual.partitions().overlap(periods.range(period))) {
        add(periods.createDdl(period, columns));
      }
    }
  }

  private void add(String statement) {
    changes.add(new Change("postgres " + table.schema() + "." + table.name(), statement));
  }

  private AzudException incompatible(String problem, String remedy) {
    return new AzudException(
        ErrorCode.INCOMPATIBLE_CHANGE,
        "postgres " + table.schema() + "." + table.name() + ": " + problem + "; " + remedy);
  }
}
