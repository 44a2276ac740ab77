// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.database.Sql;
import io.azud.spi.Header;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a pipeline's dead letters. */
public final class DeadLetters {
  static final String COLUMNS =
      "azud_partition, azud_offset, source, batch, stage, rule, reason, record_time, recorded_at, key, value, headers,"
          + " fields, tries, recovered_at";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PostgresDatabase database;
  private final String pipeline;

  public DeadLetters(PostgresDatabase database, String pipeline) {
    this.database = database;
    this.pipeline = pipeline;
  }

  /** Those that nobody has brought back, in the order of their positions. */
  public List<DeadLetter> list(DeadLetterFilter filter) {
    return list(filter, " AND recovered_at IS NULL");
  }

  /** Those that were redriven with success, in the order of their positions. */
  public List<DeadLetter> recovered(DeadLetterFilter filter) {
    return list(filter, " AND recovered_at IS NOT NULL");
  }

  /** The one that stood there, brought back or not. */
  public Optional<DeadLetter> find(int partition, long offset) {
    return list(new DeadLetterFilter("", "", partition, offset, offset + 1, 1), "").stream()
        .findFirst();
  }

  private List<DeadLetter> list(DeadLetterFilter filter, String state) {
    return database.inTransaction(
        "read dead letters",
        connection ->
            Sql.of(
                    "SELECT "
                        + COLUMNS
                        + " FROM azud.dead_letter WHERE pipeline = ?"
                        + state
                        + " AND (? = '' OR rule = ?) AND (? = '' OR stage = ?) AND (? < 0 OR azud_partition = ?)"
                        + " AND azud_offset >= ? AND azud_offset < ?"
                        + " ORDER BY azud_partition, azud_offset LIMIT ?",
                    pipeline,
                    filter.rule(),
                    filter.rule(),
                    filter.stage(),
                    filter.stage(),
                    filter.partition(),
                    filter.partition(),
                    filter.fromOffset(),
                    filter.toOffset(),
                    filter.limit())
                .list(connection, DeadLetters::letter));
  }

  /** How many wait, by stage and rule, the commonest first. */
  public Map<String, Long> countByRule() {
    return database.inTransaction(
        "count dead letters",
        connection -> {
          Map<String, Long> counts = new LinkedHashMap<>();
          Sql.of(
                  "SELECT stage || '.' || rule, count(*) FROM azud.dead_letter WHERE pipeline = ?"
                      + " AND recovered_at IS NULL GROUP BY 1 ORDER BY 2 DESC, 1",
                  pipeline)
              .list(connection, row -> counts.put(row.getString(1), row.getLong(2)));
          return counts;
        });
  }

  static DeadLetter letter(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getInt(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        instant(row.getTimestamp(8)),
        row.getTimestamp(9).toInstant(),
        Optional.ofNullable(row.getBytes(10)),
        Optional.ofNullable(row.getBytes(11)),
        headers(row.getString(12)),
        fields(row.getArray(13)),
        row.getInt(14),
        instant(row.getTimestamp(15)));
  }

  private static List<String> fields(Array names) throws SQLException {
    return names == null ? List.of() : List.of((String[]) names.getArray());
  }

  private static Optional<Instant> instant(Timestamp timestamp) {
    return timestamp == null ? Optional.empty() : Optional.of(timestamp.toInstant());
  }

  private static List<Header> headers(String json) {
    try {
      List<Header> headers = new ArrayList<>();
      for (JsonNode header : JSON.readTree(json)) {
        byte[] name = Base64.getDecoder().decode(header.get("name").asText());
        JsonNode value = header.get("value");
        headers.add(
            new Header(
                new String(name, StandardCharsets.UTF_8),
                value.isNull() ? null : Base64.getDecoder().decode(value.asText())));
      }
      return headers;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "azud.dead_letter.headers is not what this version writes", e);
    }
  }
}
