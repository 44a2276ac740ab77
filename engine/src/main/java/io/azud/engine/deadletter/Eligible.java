// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

import io.azud.engine.database.PostgresDatabase;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The dead letters that may be redriven: every sink has passed them, so no pass will come to them
 * again, and every sink passed them under the definition that rejected them, so no sink has them
 * already.
 */
final class Eligible {
  private static final int MOST = 2_000;
  private static final long MOST_BYTES = 32 << 20;

  private final PostgresDatabase database;
  private final String pipeline;
  private final Lineage lineage;
  private final Set<String> sinks;
  private final Map<Integer, Long> passed;

  /**
   * @param passed the position up to which every sink has passed each source partition
   */
  Eligible(
      PostgresDatabase database,
      String pipeline,
      Lineage lineage,
      Set<String> sinks,
      Map<Integer, Long> passed) {
    this.database = database;
    this.pipeline = pipeline;
    this.lineage = lineage;
    this.sinks = sinks;
    this.passed = passed;
  }

  /** How many letters the filter names, eligible or not. */
  long named(DeadLetterFilter filter) {
    return database.inTransaction(
        "count dead letters",
        connection -> {
          try (PreparedStatement count =
              connection.prepareStatement(
                  "SELECT count(*) FROM azud.dead_letter d WHERE " + named())) {
            bindNamed(count, filter, 1);
            try (ResultSet row = count.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  /**
   * The next letters, as many as fit into memory well.
   *
   * @param after the last one of the page before
   */
  List<DeadLetter> next(RedriveOptions options, Position after, int most) {
    return database.inTransaction(
        "read dead letters",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + DeadLetters.COLUMNS
                      + " FROM (SELECT d.*, sum(octet_length(value)) OVER w AS bytes, row_number() OVER w AS nth"
                      + " FROM (SELECT * FROM azud.dead_letter d WHERE "
                      + named()
                      + " AND (azud_partition, azud_offset) > (?, ?) AND tries < ? AND value IS NOT NULL AND "
                      + passedByAll()
                      + sameBooks()
                      + " ORDER BY azud_partition, azud_offset LIMIT ?) d"
                      + " WINDOW w AS (ORDER BY azud_partition, azud_offset)) page"
                      + " WHERE nth = 1 OR bytes <= "
                      + MOST_BYTES
                      + " ORDER BY azud_partition, azud_offset")) {
            int next = bindNamed(select, options.which(), 1);
            select.setInt(next++, after.partition());
            select.setLong(next++, after.offset());
            select.setInt(next++, options.mostTries());
            for (String sink : sinks) {
              select.setString(next++, sink);
            }
            select.setInt(next, Math.min(most, MOST));
            List<DeadLetter> letters = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                letters.add(DeadLetters.letter(row));
              }
            }
            return letters;
          }
        });
  }

  /** Where a letter stands. */
  record Position(int partition, long offset) {
    static final Position BEFORE_ALL = new Position(-1, -1);

    static Position of(DeadLetter letter) {
      return new Position(letter.partition(), letter.offset());
    }
  }

  private static String named() {
    return "d.pipeline = ? AND recovered_at IS NULL AND (? = '' OR rule = ?) AND (? = '' OR stage = ?)"
        + " AND (? < 0 OR azud_partition = ?) AND azud_offset >= ? AND azud_offset < ?";
  }

  private int bindNamed(PreparedStatement select, DeadLetterFilter filter, int first)
      throws SQLException {
    int next = first;
    select.setString(next++, pipeline);
    select.setString(next++, filter.rule());
    select.setString(next++, filter.rule());
    select.setString(next++, filter.stage());
    select.setString(next++, filter.stage());
    select.setInt(next++, filter.partition());
    select.setInt(next++, filter.partition());
    select.setLong(next++, filter.fromOffset());
    select.setLong(next++, filter.toOffset());
    return next;
  }

  private String passedByAll() {
    return passed.entrySet().stream()
        .map(each -> "(" + lineage.rowsOf(new Slice(each.getKey(), 0, each.getValue())) + ")")
        .collect(Collectors.joining(" OR ", "(false OR ", ")"));
  }

  private String sameBooks() {
    String partition =
        lineage == Lineage.FILE ? "d.azud_partition % " + Lineage.LANES : "d.azud_partition";
    String position =
        lineage == Lineage.FILE ? "d.azud_partition / " + Lineage.LANES : "d.azud_offset";
    String one =
        " AND EXISTS (SELECT FROM azud.books b WHERE b.pipeline = d.pipeline AND b.sink = ? AND b.partition = "
            + partition
            + " AND b.start_offset <= "
            + position
            + " AND b.end_offset > "
            + position
            + " AND b.config_hash = d.config_hash)";
    return one.repeat(sinks.size());
  }
}
