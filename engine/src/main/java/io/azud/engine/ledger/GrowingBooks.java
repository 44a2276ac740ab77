// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import io.azud.batch.Counts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The books of one sink, added up again and again. What lies below a watermark never changes, so
 * each look reads only what was added since the last one. For one thread at a time.
 */
public final class GrowingBooks {
  private static final String ADDED =
      "SELECT b.partition, sum(b.end_offset - b.start_offset), sum(b.read), sum(b.accepted),"
          + " sum(b.rejected), sum(b.filtered), sum(b.tombstones), sum(b.warned),"
          + " max(b.recorded_at)"
          + " FROM unnest(?::int[], ?::bigint[], ?::bigint[]) AS w(partition, seen, watermark)"
          + " JOIN azud.books b ON b.pipeline = ? AND b.sink = ? AND b.partition = w.partition"
          + " AND b.start_offset >= w.seen AND b.end_offset <= w.watermark GROUP BY b.partition";

  private static final String LOST =
      "SELECT l.partition, sum(l.end_offset - l.start_offset) FROM azud.loss l"
          + " JOIN unnest(?::int[], ?::bigint[]) AS w(partition, watermark)"
          + " ON w.partition = l.partition AND l.end_offset <= w.watermark"
          + " WHERE l.pipeline = ? AND l.sink = ? AND NOT EXISTS (SELECT FROM azud.books b"
          + " WHERE b.pipeline = l.pipeline AND b.sink = l.sink AND b.partition = l.partition"
          + " AND b.start_offset <= l.start_offset AND b.end_offset >= l.end_offset)"
          + " GROUP BY l.partition";

  private final String pipeline;
  private final String sink;
  private final Map<Integer, Long> seen = new HashMap<>();
  private final Map<Integer, Books.Sum> sums = new TreeMap<>();
  private Optional<Instant> closed = Optional.empty();

  public GrowingBooks(String pipeline, String sink) {
    this.pipeline = pipeline;
    this.sink = sink;
  }

  /** The sums up to these watermarks, by partition. */
  public Map<Integer, Books.Sum> upTo(Connection connection, Map<Integer, Long> watermarks)
      throws SQLException {
    watermarks.forEach(this::startOverWhenBehind);
    readAdded(connection, watermarks);
    seen.putAll(watermarks);
    Map<Integer, Long> lost = lost(connection, watermarks);
    Map<Integer, Books.Sum> all = new TreeMap<>();
    for (Integer partition : watermarks.keySet()) {
      Books.Sum sum = sums.getOrDefault(partition, Books.Sum.NONE);
      all.put(
          partition, new Books.Sum(sum.covered(), lost.getOrDefault(partition, 0L), sum.counts()));
    }
    return all;
  }

  /** When the newest of them were closed; empty before the first. */
  public Optional<Instant> closed() {
    return closed;
  }

  /** A watermark that has gone back was restored from an older copy. */
  private void startOverWhenBehind(int partition, long watermark) {
    if (watermark < seen.getOrDefault(partition, 0L)) {
      seen.remove(partition);
      sums.remove(partition);
    }
  }

  private void readAdded(Connection connection, Map<Integer, Long> watermarks) throws SQLException {
    Integer[] partitions = watermarks.keySet().toArray(Integer[]::new);
    Long[] from = new Long[partitions.length];
    Long[] to = new Long[partitions.length];
    for (int i = 0; i < partitions.length; i++) {
      from[i] = seen.getOrDefault(partitions[i], 0L);
      to[i] = watermarks.get(partitions[i]);
    }
    try (PreparedStatement select = connection.prepareStatement(ADDED)) {
      select.setArray(1, connection.createArrayOf("int4", partitions));
      select.setArray(2, connection.createArrayOf("int8", from));
      select.setArray(3, connection.createArrayOf("int8", to));
      select.setString(4, pipeline);
      select.setString(5, sink);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          add(row);
        }
      }
    }
  }

  private void add(ResultSet row) throws SQLException {
    Counts counts =
        new Counts(
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8));
    sums.merge(
        row.getInt(1),
        new Books.Sum(row.getLong(2), 0, counts),
        (one, other) ->
            new Books.Sum(one.covered() + other.covered(), 0, one.counts().plus(other.counts())));
    Timestamp at = row.getTimestamp(9);
    closed =
        closed
            .filter(before -> before.isAfter(at.toInstant()))
            .or(() -> Optional.of(at.toInstant()));
  }

  private Map<Integer, Long> lost(Connection connection, Map<Integer, Long> watermarks)
      throws SQLException {
    Map<Integer, Long> lost = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(LOST)) {
      select.setArray(1, connection.createArrayOf("int4", watermarks.keySet().toArray()));
      select.setArray(2, connection.createArrayOf("int8", watermarks.values().toArray()));
      select.setString(3, pipeline);
      select.setString(4, sink);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lost.put(row.getInt(1), row.getLong(2));
        }
      }
    }
    return lost;
  }
}
