// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.engine.database.PostgresDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** Dead letters as the console lists them: position and reason, never content. */
final class DeadLetterList {
  static final int PAGE = 20;

  private final PostgresDatabase database;
  private final String pipeline;

  DeadLetterList(PostgresDatabase database, String pipeline) {
    this.database = database;
    this.pipeline = pipeline;
  }

  /**
   * Which ones; texts are empty for all.
   *
   * @param state {@code open}, {@code recovered} or empty
   * @param partition -1 for all
   * @param afterPartition where the page before ended; -1 for the first page
   */
  record Filter(
      String stage,
      String rule,
      String state,
      int partition,
      int afterPartition,
      long afterOffset) {}

  /**
   * @param bytes how long the record's value is; -1 when it has none
   * @param tries how often it was redriven in vain
   */
  record Letter(
      int partition,
      long offset,
      String batch,
      String stage,
      String rule,
      String reason,
      long recordedAt,
      long bytes,
      int tries,
      boolean recovered) {}

  List<Letter> page(Filter filter) {
    return database.inTransaction(
        "read dead letters",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT azud_partition, azud_offset, batch, stage, rule, reason, extract(epoch FROM recorded_at) * 1000,"
                      + " coalesce(octet_length(value), -1), tries, recovered_at IS NOT NULL"
                      + " FROM azud.dead_letter WHERE pipeline = ?"
                      + " AND (azud_partition, azud_offset) > (?, ?)"
                      + " AND (? = '' OR stage = ?) AND (? = '' OR rule = ?)"
                      + " AND (? = '' OR (? = 'open') = (recovered_at IS NULL))"
                      + " AND (? < 0 OR azud_partition = ?)"
                      + " ORDER BY azud_partition, azud_offset LIMIT "
                      + PAGE)) {
            bind(select, filter);
            List<Letter> letters = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                letters.add(
                    new Letter(
                        row.getInt(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getInt(9),
                        row.getBoolean(10)));
              }
            }
            return letters;
          }
        });
  }

  private void bind(PreparedStatement select, Filter filter) throws java.sql.SQLException {
    select.setString(1, pipeline);
    select.setInt(2, filter.afterPartition());
    select.setLong(3, filter.afterOffset());
    select.setString(4, filter.stage());
    select.setString(5, filter.stage());
    select.setString(6, filter.rule());
    select.setString(7, filter.rule());
    select.setString(8, filter.state());
    select.setString(9, filter.state());
    select.setInt(10, filter.partition());
    select.setInt(11, filter.partition());
  }
}
