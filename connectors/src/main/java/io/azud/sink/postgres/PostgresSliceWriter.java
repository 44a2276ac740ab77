// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.batch.Counts;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.spi.RawRecord;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;

/**
 * Copies a slice's rows into the table, or in upsert mode into a table of its own that is merged at
 * the end, and commits them together with the watermark. A slice that is already committed is only
 * counted.
 */
final class PostgresSliceWriter implements SliceWriter {
  private static final int BUFFER_BYTES = 256 << 10;

  private final SliceTransaction transaction;
  private final TargetTable table;
  private final ValueEncoder[] encoders;
  private final CopyStream stream;
  private final CopyBuffer buffer;
  private final PartitionRouter router;
  private final Upsert upsert;
  private TombstoneKey tombstoneKey;
  private long rows;
  private long deletions;

  PostgresSliceWriter(SliceTransaction transaction, TargetTable table, LocalDate today) {
    this.transaction = transaction;
    this.table = table;
    this.encoders =
        table.rowNames().stream()
            .map(name -> ValueEncoder.of(table.typeOf(name)))
            .toArray(ValueEncoder[]::new);
    this.upsert = new Upsert(table);
    this.stream =
        new CopyStream(
            transaction.connection(),
            table.isUpsert()
                ? CopyStream.statement(Upsert.INCOMING, table.rowList() + ", " + Upsert.DELETED)
                : CopyStream.statement(table.quoted(), table.rowList()));
    this.buffer = new CopyBuffer(BUFFER_BYTES, this::copy);
    this.router =
        table.isPartitioned() ? new PartitionRouter(transaction.database(), table, today) : null;
    if (table.isUpsert() && !transaction.isDone()) {
      execute(upsert.prepare());
    }
  }

  private void copy(byte[] bytes, int length) {
    try {
      stream.write(bytes, length);
    } catch (SQLException e) {
      throw transaction.failure(e);
    }
  }

  @Override
  public void write(Object[] row) {
    rows++;
    if (transaction.isDone()) {
      return;
    }
    if (router != null && router.mustMakePartition(row)) {
      endCopy();
      router.makePartition(row);
    }
    encode(row, false);
  }

  @Override
  public void delete(RawRecord tombstone) {
    if (!table.isUpsert() || transaction.isDone()) {
      return;
    }
    Object[] row = new Object[encoders.length];
    if (tombstoneKey == null) {
      tombstoneKey = TombstoneKey.of(table);
    }
    tombstoneKey.read(tombstone, row);
    row[row.length - 2] = tombstone.partition();
    row[row.length - 1] = tombstone.offset();
    deletions++;
    encode(row, true);
  }

  private void encode(Object[] row, boolean deleted) {
    buffer.int16(table.isUpsert() ? encoders.length + 1 : encoders.length);
    for (int i = 0; i < encoders.length; i++) {
      if (row[i] == null) {
        buffer.int32(-1);
      } else {
        encoders[i].encode(row[i], buffer);
      }
    }
    if (table.isUpsert()) {
      buffer.int32(1);
      buffer.int8(deleted ? 1 : 0);
    }
  }

  private void endCopy() {
    buffer.flush();
    try {
      stream.end();
    } catch (SQLException e) {
      throw transaction.failure(e);
    }
  }

  @Override
  public SliceReceipt finish(Counts counts) {
    requireEqual("accepted records and rows written", counts.accepted(), rows);
    if (!transaction.isDone()) {
      endCopy();
      requireEqual(
          "rows sent to PostgreSQL and rows that it took", rows + deletions, stream.rows());
      if (table.isUpsert()) {
        execute(upsert.merge());
      }
      commit();
    }
    return new SliceReceipt(transaction.slice(), counts, counts.accepted(), 0, List.of());
  }

  private void requireEqual(String what, long expected, long found) {
    if (expected != found) {
      throw new AzudException(
          ErrorCode.BOOKS_UNBALANCED,
          "slice "
              + transaction.slice()
              + ": "
              + what
              + " are "
              + expected
              + " and "
              + found
              + "; nothing of the slice was committed");
    }
  }

  private void commit() {
    try {
      transaction.commit();
    } catch (SQLException e) {
      throw transaction.failure(e);
    }
  }

  private void execute(List<String> statements) {
    try (Statement statement = transaction.connection().createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw transaction.failure(e);
    }
  }

  @Override
  public void close() {
    transaction.close();
  }
}
