// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.local.Endpoints;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.header.Header;

/**
 * What the stores and the dead letters hold, by position and in canonical text. It shares no code
 * with the product.
 */
final class StoredRows {
  private static final Set<String> LINEAGE = Set.of("azud_partition", "azud_offset");

  private final Endpoints endpoints;

  StoredRows(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** A dead letter, with digests in the place of bytes. */
  record Letter(String rule, String key, String value, List<String> headers) {

    static Letter of(Publication sent) {
      return new Letter(
          sent.rule(),
          digest(sent.key()),
          digest(sent.value()),
          sent.headers().stream().map(Letter::header).toList());
    }

    private static String header(Header header) {
      return header.key() + "=" + digest(header.value());
    }
  }

  /** The values of each row that are there, by position and column. */
  Map<String, Map<String, String>> postgres(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    query(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '"
            + table
            + "' ORDER BY ordinal_position",
        row -> {
          columns.add(row.getString(1));
          texts.add(text("\"" + row.getString(1) + "\"", row.getString(2)));
        });
    Map<String, Map<String, String>> rows = new TreeMap<>();
    query(
        "SELECT azud_partition || ':' || azud_offset, "
            + String.join(", ", texts)
            + " FROM "
            + table,
        row -> {
          Map<String, String> values = new TreeMap<>();
          for (int i = 0; i < columns.size(); i++) {
            String value = row.getString(i + 2);
            if (value != null && !LINEAGE.contains(columns.get(i))) {
              boolean json = texts.get(i).endsWith("/* json */");
              values.put(columns.get(i), json ? CanonicalText.json(value) : value);
            }
          }
          assertNew(rows.put(row.getString(1), values), row.getString(1));
        });
    return rows;
  }

  private static String text(String column, String type) {
    return switch (type) {
      case "timestamp with time zone" -> "(extract(epoch FROM " + column + ") * 1000000)::bigint";
      case "date" -> column + " - date '1970-01-01'";
      case "bytea" -> "encode(" + column + ", 'hex')";
      case "jsonb" -> column + "::text /* json */";
      case "double precision", "real" ->
          "CASE WHEN "
              + column
              + "::text LIKE '%.%' THEN "
              + column
              + "::text ELSE "
              + column
              + "::text || '.0' END";
      default -> column + "::text";
    };
  }

  Map<String, Map<String, String>> lake(String table) throws IOException {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    try (JdbcCatalog catalog = new JdbcCatalog()) {
      catalog.initialize(endpoints.catalog().name(), new Referee(endpoints).catalogProperties());
      try (CloseableIterable<Record> records =
          IcebergGenerics.read(catalog.loadTable(TableIdentifier.of("azud", table))).build()) {
        for (Record record : records) {
          String position =
              record.getField("azud_partition") + ":" + record.getField("azud_offset");
          assertNew(rows.put(position, values(record)), position);
        }
      }
    }
    return rows;
  }

  private static Map<String, String> values(Record record) {
    Map<String, String> values = new TreeMap<>();
    for (Types.NestedField field : record.struct().fields()) {
      Object value = record.getField(field.name());
      if (value != null && !LINEAGE.contains(field.name())) {
        String text = CanonicalText.ofLake(value);
        values.put(field.name(), field.name().equals("j") ? CanonicalText.json(text) : text);
      }
    }
    return values;
  }

  Map<String, Letter> deadLetters(String pipeline) throws SQLException {
    Map<String, Letter> letters = new TreeMap<>();
    query(
        "SELECT azud_partition || ':' || azud_offset, rule, encode(sha256(key), 'hex'),"
            + " encode(sha256(value), 'hex'), headers::text, stage, reason"
            + " FROM azud.dead_letter WHERE pipeline = '"
            + pipeline
            + "'",
        row -> {
          Letter letter =
              new Letter(
                  row.getString(2), row.getString(3), row.getString(4), headers(row.getString(5)));
          assertNew(letters.put(row.getString(1), letter), row.getString(1));
          if (!row.getString(7).matches("[\\x20-\\x7e]{10,256}")) {
            throw new AssertionError("a reason that is not fit to be shown: " + row.getString(7));
          }
        });
    return letters;
  }

  private static List<String> headers(String json) {
    try {
      List<String> headers = new ArrayList<>();
      for (JsonNode header : new ObjectMapper().readTree(json)) {
        byte[] name = Base64.getDecoder().decode(header.get("name").asText());
        JsonNode value = header.get("value");
        byte[] bytes = value.isNull() ? null : Base64.getDecoder().decode(value.asText());
        headers.add(
            new String(name, java.nio.charset.StandardCharsets.UTF_8) + "=" + digest(bytes));
      }
      return headers;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return bytes == null
          ? null
          : HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Positions where something is stored that should not be, or lacks. */
  static Map<String, String> differences(
      Map<String, ?> expected, Map<String, ?> found, Map<String, String> words) {
    Map<String, String> differences = new LinkedHashMap<>();
    Set<String> positions = new HashSet<>(expected.keySet());
    positions.addAll(found.keySet());
    for (String position : positions) {
      if (!java.util.Objects.equals(expected.get(position), found.get(position))) {
        differences.put(
            words.getOrDefault(position, position),
            cut(expected.get(position)) + " but was " + cut(found.get(position)));
      }
    }
    return differences;
  }

  private static String cut(Object value) {
    String text = String.valueOf(value);
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  private static void assertNew(Object before, String position) {
    if (before != null) {
      throw new AssertionError("a second one at " + position);
    }
  }

  /** What is done with each row of a result. */
  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private void query(String sql, RowReader reader) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                endpoints.postgres().jdbcUrl(),
                endpoints.postgres().user(),
                endpoints.postgres().password());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(20);
      try (ResultSet row = statement.executeQuery(sql)) {
        while (row.next()) {
          reader.read(row);
        }
      }
    }
  }
}
