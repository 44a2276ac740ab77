// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.database.Sql;
import io.azud.spi.Header;
import java.nio.charset.StandardCharsets;
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
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PostgresDatabase database;
  private final String pipeline;

  public DeadLetters(PostgresDatabase database, String pipeline) {
    this.database = database;
    this.pipeline = pipeline;
  }

  /** In the order of their positions. */
  public List<DeadLetter> list(DeadLetterFilter filter) {
    return database.inTransaction(
        "read dead letters",
        connection ->
            Sql.of(
                    "SELECT azud_partition, azud_offset, source, batch, stage, rule, reason, record_time, recorded_at, key,"
                        + " value, headers FROM azud.dead_letter WHERE pipeline = ?"
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

  /** How many there are, by stage and rule, the commonest first. */
  public Map<String, Long> countByRule() {
    return database.inTransaction(
        "count dead letters",
        connection -> {
          Map<String, Long> counts = new LinkedHashMap<>();
          Sql.of(
                  "SELECT stage || '.' || rule, count(*) FROM azud.dead_letter WHERE pipeline = ?"
                      + " GROUP BY 1 ORDER BY 2 DESC, 1",
                  pipeline)
              .list(connection, row -> counts.put(row.getString(1), row.getLong(2)));
          return counts;
        });
  }

  private static DeadLetter letter(ResultSet row) throws SQLException {
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
        headers(row.getString(12)));
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
