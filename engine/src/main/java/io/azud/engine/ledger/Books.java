// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import io.azud.batch.Counts;
import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.database.Sql;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the books: what became of the records that a sink has passed. Books above a sink's
 * watermark are tries, and are not read.
 */
public final class Books {
  private final PostgresDatabase database;

  public Books(PostgresDatabase database) {
    this.database = database;
  }

  /**
   * The books of one partition, added up.
   *
   * @param covered how many positions they cover
   * @param lost how many positions were given up
   */
  public record Sum(long covered, long lost, Counts counts) {
    public static final Sum NONE = new Sum(0, 0, Counts.ZERO);
  }

  /**
   * @param watermarks where the sink stands, by partition
   */
  public Map<Integer, Sum> of(String pipeline, String sink, Map<Integer, Long> watermarks) {
    return database.inTransaction(
        "read the books",
        connection -> {
          Map<Integer, Sum> sums = new TreeMap<>();
          for (Map.Entry<Integer, Long> watermark : watermarks.entrySet()) {
            long lost = lost(connection, pipeline, sink, watermark);
            sums.put(watermark.getKey(), sum(connection, pipeline, sink, watermark, lost));
          }
          return sums;
        });
  }

  private static Sum sum(
      Connection connection,
      String pipeline,
      String sink,
      Map.Entry<Integer, Long> watermark,
      long lost)
      throws SQLException {
    return Sql.of(
            "SELECT sum(end_offset - start_offset), sum(read), sum(accepted), sum(rejected), sum(filtered),"
                + " sum(tombstones), sum(warned) FROM azud.books"
                + " WHERE pipeline = ? AND sink = ? AND partition = ? AND end_offset <= ?",
            pipeline,
            sink,
            watermark.getKey(),
            watermark.getValue())
        .first(connection, row -> new Sum(row.getLong(1), lost, counts(row)))
        .orElseThrow();
  }

  private static Counts counts(ResultSet row) throws SQLException {
    return new Counts(
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7));
  }

  /** What was skipped. A loss inside a range that was worked through is in the books already. */
  private static long lost(
      Connection connection, String pipeline, String sink, Map.Entry<Integer, Long> watermark)
      throws SQLException {
    return Sql.of(
            "SELECT coalesce(sum(end_offset - start_offset), 0) FROM azud.loss"
                + " WHERE pipeline = ? AND sink = ? AND partition = ? AND end_offset <= ?"
                + " AND NOT EXISTS (SELECT FROM azud.books"
                + " WHERE books.pipeline = loss.pipeline AND books.sink = loss.sink"
                + " AND books.partition = loss.partition"
                + " AND books.start_offset <= loss.start_offset"
                + " AND books.end_offset >= loss.end_offset)",
            pipeline,
            sink,
            watermark.getKey(),
            watermark.getValue())
        .first(connection, row -> row.getLong(1))
        .orElseThrow();
  }

  /** Counts the dead letters of one source partition below a watermark. */
  public long deadLetters(String pipeline, Lineage lineage, int partition, long watermark) {
    return database.inTransaction(
        "count dead letters",
        connection ->
            Sql.of(
                    "SELECT count(*) FROM azud.dead_letter WHERE pipeline = ? AND "
                        + lineage.rowsOf(new Slice(partition, 0, watermark)),
                    pipeline)
                .first(connection, row -> row.getLong(1))
                .orElseThrow());
  }

  /**
   * How many rows of one source partition a sink got by redriving.
   *
   * @param taken how far the sink is in the redriven dead letters
   */
  public long recovered(
      String pipeline, String sink, Slice positions, Lineage lineage, long taken) {
    return database.inTransaction(
        "count redriven dead letters",
        connection ->
            Sql.of(
                    "SELECT count(*) FROM azud.redrive_letter l JOIN azud.redrive r"
                        + " ON r.pipeline = l.pipeline AND l.seq >= r.start_seq AND l.seq < r.end_seq"
                        + " WHERE l.pipeline = ? AND NOT l.filtered AND r.end_seq <= ? AND ? = ANY (r.sinks) AND "
                        + lineage.rowsOf(positions),
                    pipeline,
                    taken,
                    sink)
                .first(connection, row -> row.getLong(1))
                .orElseThrow());
  }
}
