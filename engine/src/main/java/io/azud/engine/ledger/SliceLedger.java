// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.engine.database.PostgresDatabase;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Header;
import io.azud.spi.RawRecord;
import io.azud.spi.Verdict.Rejection;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes one slice's dead letters and books, all durable before any sink commits the slice. So a
 * sink's watermark never passes a rejected record that is not kept, and the books of whatever a
 * sink holds exist. What a failed try leaves behind lies above the watermarks and is replaced by
 * the next try.
 *
 * <p>Dead letters are gathered in memory and written in short transactions, so that an instance
 * that hangs blocks nobody. Belongs to one thread.
 */
public final class SliceLedger {
  private static final int MOST_WAITING = 2_000;
  private static final long MOST_WAITING_BYTES = 16 << 20;

  /** The end of the year 9999: a producer may claim any time, a column cannot hold any. */
  private static final long LAST_MILLI = 253_402_300_799_999L;

  private static final long BEYOND_EVERY_POSITION = 1L << 56;

  private final PostgresDatabase database;
  private final Batch batch;
  private final Slice slice;
  private final Participants participants;
  private final List<DeadLetter> waiting = new ArrayList<>();
  private long waitingBytes;
  private boolean leftoversRemoved;

  private record DeadLetter(RawRecord record, Rejection rejection) {}

  /**
   * Who takes part in a slice.
   *
   * @param sinks their names
   * @param all whether these are all of the pipeline's sinks: then every dead letter at or above
   *     the slice's start is left from a try that no sink has seen
   * @param source the source's identity, kept with each dead letter
   */
  public record Participants(Set<String> sinks, boolean all, String source, Lineage lineage)
      implements java.io.Serializable {
    public Participants {
      sinks = Set.copyOf(sinks);
    }
  }

  public SliceLedger(
      PostgresDatabase database, Batch batch, Slice slice, Participants participants) {
    this.database = database;
    this.batch = batch;
    this.slice = slice;
    this.participants = participants;
    this.leftoversRemoved = !participants.all();
  }

  /** Keeps a rejected record: its bytes as they came, where it stood, and why. */
  public void reject(RawRecord record, Rejection rejection) {
    waiting.add(new DeadLetter(record, rejection));
    waitingBytes += sizeOf(record);
    if (waiting.size() >= MOST_WAITING || waitingBytes >= MOST_WAITING_BYTES) {
      show();
    }
  }

  /** About; headers are kept as text. */
  private static long sizeOf(RawRecord record) {
    long size = 200L + sizeOf(record.key()) + sizeOf(record.value());
    for (Header header : record.headers()) {
      size += 100L + header.name().length() + 4L * sizeOf(header.value());
    }
    return size;
  }

  private static int sizeOf(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /**
   * Makes the dead letters gathered so far visible to whoever has to find out why the slice cannot
   * go on.
   */
  public void show() {
    database.inTransaction("keep dead letters", this::send);
  }

  /** Ends the slice: from here on its dead letters and books are durable. */
  public void finish(Counts counts) {
    database.inTransaction(
        "keep books and dead letters",
        connection -> {
          send(connection);
          for (String sink : participants.sinks()) {
            replaceBook(connection, sink, counts);
          }
          return null;
        });
  }

  private Void send(Connection connection) throws SQLException {
    try (Statement limit = connection.createStatement()) {
      limit.execute("SET LOCAL idle_in_transaction_session_timeout = '30s'");
    }
    Epochs.require(connection, batch.pipeline(), batch.epoch());
    removeLeftovers(connection);
    insertWaiting(connection);
    waiting.clear();
    waitingBytes = 0;
    return null;
  }

  private void removeLeftovers(Connection connection) throws SQLException {
    if (leftoversRemoved) {
      return;
    }
    Slice onwards = new Slice(slice.partition(), slice.start(), BEYOND_EVERY_POSITION);
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM azud.dead_letter WHERE pipeline = ? AND "
                + participants.lineage().rowsOf(onwards))) {
      delete.setString(1, batch.pipeline());
      delete.executeUpdate();
    }
    leftoversRemoved = true;
  }

  private void insertWaiting(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO azud.dead_letter (pipeline, azud_partition, azud_offset, source, batch, config_hash, stage, rule,"
                + " reason, record_time, key, value, headers, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)"
                + " ON CONFLICT DO NOTHING")) {
      for (DeadLetter letter : waiting) {
        bind(insert, letter.record(), letter.rejection());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void bind(PreparedStatement insert, RawRecord record, Rejection rejection)
      throws SQLException {
    insert.setString(1, batch.pipeline());
    insert.setInt(2, record.partition());
    insert.setLong(3, record.offset());
    insert.setString(4, participants.source());
    insert.setString(5, batch.id());
    insert.setString(6, batch.configHash());
    insert.setString(7, rejection.stage().name().toLowerCase(Locale.ROOT));
    insert.setString(8, rejection.rule());
    insert.setString(9, rejection.reason());
    if (record.timestampMillis() < 0 || record.timestampMillis() > LAST_MILLI) {
      insert.setNull(10, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      insert.setTimestamp(10, new Timestamp(record.timestampMillis()));
    }
    insert.setBytes(11, record.key());
    insert.setBytes(12, record.value());
    insert.setString(13, json(record.headers()));
    if (record.fields().isEmpty()) {
      insert.setNull(14, Types.ARRAY);
    } else {
      insert.setArray(14, insert.getConnection().createArrayOf("text", record.fields().toArray()));
    }
  }

  private void replaceBook(Connection connection, String sink, Counts counts) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM azud.books WHERE pipeline = ? AND sink = ? AND partition = ? AND start_offset >= ?");
        PreparedStatement book =
            connection.prepareStatement(
                "INSERT INTO azud.books (pipeline, sink, partition, start_offset, end_offset, batch, config_hash,"
                    + " read, accepted, rejected, filtered, tombstones, warned)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      delete.setString(1, batch.pipeline());
      delete.setString(2, sink);
      delete.setInt(3, slice.partition());
      delete.setLong(4, slice.start());
      delete.executeUpdate();
      book.setString(1, batch.pipeline());
      book.setString(2, sink);
      book.setInt(3, slice.partition());
      book.setLong(4, slice.start());
      book.setLong(5, slice.end());
      book.setString(6, batch.id());
      book.setString(7, batch.configHash());
      book.setLong(8, counts.read());
      book.setLong(9, counts.accepted());
      book.setLong(10, counts.rejected());
      book.setLong(11, counts.filtered());
      book.setLong(12, counts.tombstones());
      book.setLong(13, counts.warned());
      book.executeUpdate();
    }
  }

  /**
   * Names that are not text, duplicates and binary values survive: names as they are, values in
   * base64.
   */
  private static String json(List<Header> headers) {
    StringBuilder json = new StringBuilder("[");
    for (Header header : headers) {
      json.append(json.length() > 1 ? "," : "")
          .append("{\"name\":\"")
          .append(
              Base64.getEncoder().encodeToString(header.name().getBytes(StandardCharsets.UTF_8)))
          .append("\",\"value\":")
          .append(
              header.value() == null
                  ? "null"
                  : '"' + Base64.getEncoder().encodeToString(header.value()) + '"')
          .append('}');
    }
    return json.append(']').toString();
  }
}
