// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.database.SqlIdentifier;
import io.azud.position.Lineage;
import io.azud.sink.StorableValues;
import io.azud.sink.postgres.Watermarks.Mark;
import io.azud.spi.Change;
import io.azud.spi.Maintenance;
import io.azud.spi.RowGuard;
import io.azud.spi.Sink;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriterFactory;
import io.azud.spi.StoreCondition;
import io.azud.spi.Upkeep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A PostgreSQL table: each slice's rows and its watermark change in one transaction, so that slices
 * commit side by side and independently.
 */
final class PostgresSink implements Sink {
  static final String NAME = "postgres";

  private final String pipeline;
  private final TargetTable table;
  private final PostgresDatabase database;
  private final Watermarks watermarks;
  private final Clock clock;
  private final PostgresObserver observer;

  PostgresSink(String pipeline, TargetTable table, PostgresDatabase database, Clock clock) {
    this.pipeline = pipeline;
    this.table = table;
    this.database = database;
    this.watermarks = new Watermarks(pipeline);
    this.clock = clock;
    this.observer = new PostgresObserver(pipeline, table, database, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Change> plan() {
    return database.inTransaction("look at table " + table.quoted(), this::plan);
  }

  private List<Change> plan(Connection connection) throws SQLException {
    ActualTable actual = ActualTable.read(connection, table);
    if (!actual.exists()) {
      refuseALostTable(connection);
    }
    List<Change> changes = new ArrayList<>(Watermarks.plan(connection));
    if (!schemaExists(connection)) {
      changes.add(
          new Change(
              "postgres " + table.schema(),
              "CREATE SCHEMA IF NOT EXISTS " + SqlIdentifier.quote(table.schema())));
    }
    changes.addAll(TablePlan.of(table, actual, today()));
    return changes;
  }

  /**
   * The watermarks say that rows were written: without the table they are gone, and making it anew
   * would hide that.
   */
  private void refuseALostTable(Connection connection) throws SQLException {
    for (Mark mark : watermarks.read(connection).values()) {
      if (!mark.batch().isEmpty()) {
        throw watermarks.changed("has watermarks, but its table " + table.quoted() + " is gone");
      }
    }
  }

  private boolean schemaExists(Connection connection) throws SQLException {
    try (PreparedStatement question =
        connection.prepareStatement("SELECT to_regnamespace(?) IS NOT NULL")) {
      question.setString(1, SqlIdentifier.quote(table.schema()));
      try (ResultSet answer = question.executeQuery()) {
        answer.next();
        return answer.getBoolean(1);
      }
    }
  }

  @Override
  public void apply() {
    database.inTransaction(
        "make table " + table.quoted(),
        connection -> {
          try (Statement statement = connection.createStatement()) {
            PartitionMaker.prepare(statement, table, "10s");
            for (Change change : plan(connection)) {
              statement.execute(change.statement());
            }
          }
          return null;
        });
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  @Override
  public List<RowGuard> guards() {
    return List.of(new StorableValues(table.columns()), new PostgresGuard(table));
  }

  @Override
  public Map<Integer, Long> watermarks() {
    return observer.watermarks();
  }

  @Override
  public List<Upkeep> maintain(Maintenance order) {
    return order.asksFor(Maintenance.Work.PARTITIONS) && table.isPartitioned()
        ? new PartitionUpkeep(database, table, order).run().map(List::<Upkeep>of).orElse(List.of())
        : List.of();
  }

  @Override
  public Optional<StoreCondition> condition() {
    return observer.condition();
  }

  @Override
  public void fence(long epoch, Map<Integer, Long> bases) {
    database.inTransaction(
        "take the sink over",
        connection -> {
          watermarks.fence(connection, epoch, bases);
          return null;
        });
  }

  @Override
  public void skip(long epoch, Map<Integer, Long> from, Map<Integer, Long> to) {
    database.inTransaction(
        "skip lost positions",
        connection -> {
          watermarks.skip(connection, epoch, from, to);
          return null;
        });
  }

  @Override
  public SliceWriterFactory writer(Batch batch) {
    return new PostgresWriters(database, table, batch, watermarks, today());
  }

  @Override
  public CommitOutcome commit(Batch batch, List<SliceReceipt> receipts) {
    return new CommitOutcome.Committed(batch.id());
  }

  @Override
  public Map<Integer, Recount> recount(Lineage lineage) {
    return database.inTransaction(
        "recount table " + table.quoted(),
        connection -> {
          if (!ActualTable.read(connection, table).exists()) {
            return Map.of();
          }
          try (PreparedStatement count = connection.prepareStatement(recountSql(lineage))) {
            count.setString(1, pipeline);
            Map<Integer, Recount> recounts = new TreeMap<>();
            try (ResultSet row = count.executeQuery()) {
              while (row.next()) {
                recounts.put(
                    row.getInt(1), new Recount(row.getLong(2), row.getLong(3), row.getLong(4)));
              }
            }
            return recounts;
          }
        });
  }

  /**
   * The lineage columns as one number: PostgreSQL counts distinct numbers far faster than distinct
   * pairs.
   */
  private String recountSql(Lineage lineage) {
    String partition =
        lineage == Lineage.FILE ? "azud_partition % " + Lineage.LANES : "azud_partition";
    String position = lineage == Lineage.FILE ? "azud_partition / " + Lineage.LANES : "azud_offset";
    return "SELECT r.partition, count(*) FILTER (WHERE position < next_offset),"
        + " count(DISTINCT row) FILTER (WHERE position < next_offset),"
        + " count(*) FILTER (WHERE position >= next_offset OR next_offset IS NULL)"
        + " FROM (SELECT "
        + partition
        + " AS partition, "
        + position
        + " AS position,"
        + " (azud_partition::bigint << 40) + azud_offset AS row FROM "
        + table.quoted()
        + ") r"
        + " LEFT JOIN azud.watermark w ON w.pipeline = ? AND w.sink = '"
        + NAME
        + "' AND w.partition = r.partition"
        + " GROUP BY r.partition";
  }

  @Override
  public void close() {}
}
