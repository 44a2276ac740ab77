// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The partitions of a table, whoever made them.
 *
 * @param hasDefault whether rows that fit nowhere else have a place
 */
record AttachedPartitions(List<Attached> ranges, boolean hasDefault) implements Serializable {
  static final AttachedPartitions NONE = new AttachedPartitions(List.of(), false);

  private static final String SQL =
      """
      SELECT n.nspname, c.relname, pg_get_expr(c.relpartbound, c.oid)
      FROM pg_inherits i
      JOIN pg_class c ON c.oid = i.inhrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE i.inhparent = ? AND c.relispartition AND NOT i.inhdetachpending
      ORDER BY c.relname
      """;

  private static final Pattern RANGE = Pattern.compile("FOR VALUES FROM \\((.*)\\) TO \\((.*)\\)");

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .appendOffset("+HH:mm", "+00")
          .toFormatter();

  AttachedPartitions {
    ranges = List.copyOf(ranges);
  }

  /** One partition and the time that it covers; {@code from} is inclusive, {@code to} is not. */
  record Attached(String schema, String name, TimeRange range) implements Serializable {}

  /** Reads them on a connection whose time zone is UTC. */
  static AttachedPartitions read(Connection connection, long parent) throws SQLException {
    List<Attached> ranges = new ArrayList<>();
    boolean hasDefault = false;
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setLong(1, parent);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String bound = rows.getString(3);
          Matcher range = RANGE.matcher(bound);
          if (range.matches()) {
            TimeRange covers = new TimeRange(micros(range.group(1)), micros(range.group(2)));
            ranges.add(new Attached(rows.getString(1), rows.getString(2), covers));
          }
          hasDefault |= bound.equals("DEFAULT");
        }
      }
    }
    return new AttachedPartitions(ranges, hasDefault);
  }

  boolean overlap(TimeRange range) {
    return ranges.stream().anyMatch(attached -> attached.range().overlaps(range));
  }

  /** A bound that is no time within the years 1 to 9999 lies before or after all of them. */
  private static long micros(String literal) {
    String text = literal.replace("'", "");
    if (text.equals("MINVALUE") || text.equals("-infinity") || text.endsWith("BC")) {
      return Long.MIN_VALUE;
    }
    try {
      return text.length() == "2013-01-01".length()
          ? TimeRange.micros(LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC))
          : TimeRange.micros(OffsetDateTime.parse(text, TIMESTAMP));
    } catch (DateTimeParseException e) {
      return Long.MAX_VALUE;
    }
  }
}
