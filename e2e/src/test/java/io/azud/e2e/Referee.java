// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.local.Endpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * Compares the stores, record by record, with what was sent. It shares no code with the product: it
 * reads PostgreSQL by SQL and the lake by Iceberg's own reader and catalog.
 */
final class Referee {
  private final Endpoints endpoints;

  Referee(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  void requireEverythingOnce(List<Sent> sent, String table, String pipeline)
      throws SQLException, IOException {
    Map<String, String> good = texts(sent, true);
    assertThat(postgresRows(table)).as("rows in PostgreSQL").isEqualTo(good);
    assertThat(lakeRows(table)).as("rows in the lake").isEqualTo(good);
    assertThat(deadLetters(pipeline)).as("dead letters").isEqualTo(texts(sent, false));
  }

  /** Rows in the lake's table; 0 while there is no table. */
  long lakeCount(String table) throws IOException {
    return lakeRows(table).size();
  }

  /** Rows in PostgreSQL's table. */
  long postgresCount(String table) throws SQLException {
    return Long.parseLong(one("SELECT count(*) FROM " + table));
  }

  /** The one value that a query gives, as text. */
  String one(String sql) throws SQLException {
    List<String> values = column(sql);
    assertThat(values).as(sql).hasSize(1);
    return values.get(0);
  }

  /** The first column of a query's result, as text. */
  List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }

  /**
   * Does something while another session holds the locks that a statement takes, and every new
   * session waits for locks only shortly.
   */
  void whileLocked(String statement, Runnable act) throws SQLException {
    try (Connection connection = connect();
        Statement locking = connection.createStatement()) {
      locking.execute("ALTER ROLE CURRENT_USER SET lock_timeout = '500ms'");
      connection.setAutoCommit(false);
      locking.execute(statement);
      try {
        act.run();
      } finally {
        connection.rollback();
        locking.execute("ALTER ROLE CURRENT_USER RESET lock_timeout");
        connection.commit();
      }
    }
  }

  /** When each snapshot of the lake's table that added rows was committed, in order. */
  List<Instant> lakeCommits(String table) {
    try (JdbcCatalog catalog = catalog()) {
      List<Instant> commits = new ArrayList<>();
      for (Snapshot snapshot : catalog.loadTable(TableIdentifier.of("azud", table)).snapshots()) {
        if (snapshot.summary().containsKey("added-records")) {
          commits.add(Instant.ofEpochMilli(snapshot.timestampMillis()));
        }
      }
      return commits;
    }
  }

  /** The values of one column of the lake's table, by position. */
  Map<String, String> lakeColumn(String table, String column) throws IOException {
    return lakeRows(table, column);
  }

  private static Map<String, String> texts(List<Sent> sent, boolean good) {
    return new TreeMap<>(
        sent.stream()
            .filter(record -> record.good() == good)
            .collect(
                Collectors.toMap(
                    Sent::position,
                    record ->
                        good
                            ? idOf(new String(record.value(), StandardCharsets.UTF_8))
                            : new String(record.value(), StandardCharsets.UTF_8))));
  }

  private static String idOf(String json) {
    int start = json.indexOf(":\"") + 2;
    return json.substring(start, json.indexOf('"', start));
  }

  private Map<String, String> postgresRows(String table) throws SQLException {
    return query("SELECT azud_partition, azud_offset, id FROM " + table);
  }

  private Map<String, String> deadLetters(String pipeline) throws SQLException {
    return query(
        "SELECT azud_partition, azud_offset, convert_from(value, 'UTF8') FROM azud.dead_letter WHERE pipeline = '"
            + pipeline
            + "' AND recovered_at IS NULL");
  }

  private Map<String, String> query(String sql) throws SQLException {
    Map<String, String> rows = new TreeMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        String before = rows.put(row.getInt(1) + ":" + row.getLong(2), row.getString(3));
        assertThat(before).as("a second row at %s:%s", row.getInt(1), row.getLong(2)).isNull();
      }
    }
    return rows;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        endpoints.postgres().jdbcUrl(),
        endpoints.postgres().user(),
        endpoints.postgres().password());
  }

  private JdbcCatalog catalog() {
    JdbcCatalog catalog = new JdbcCatalog();
    catalog.initialize(endpoints.catalog().name(), catalogProperties());
    return catalog;
  }

  private Map<String, String> lakeRows(String table) throws IOException {
    return lakeRows(table, "id");
  }

  private Map<String, String> lakeRows(String table, String column) throws IOException {
    Map<String, String> rows = new TreeMap<>();
    try (JdbcCatalog catalog = catalog()) {
      try (CloseableIterable<Record> records =
          IcebergGenerics.read(catalog.loadTable(TableIdentifier.of("azud", table))).build()) {
        for (Record record : records) {
          String position =
              record.getField("azud_partition") + ":" + record.getField("azud_offset");
          String before = rows.put(position, String.valueOf(record.getField(column)));
          assertThat(before).as("a second row at %s", position).isNull();
        }
      }
    }
    return rows;
  }

  /** For Iceberg's own catalog. */
  Map<String, String> catalogProperties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("uri", endpoints.catalog().uri());
    properties.put("jdbc.user", endpoints.postgres().user());
    properties.put("jdbc.password", endpoints.postgres().password());
    properties.put("jdbc.schema-version", "V1");
    properties.put("warehouse", endpoints.s3().warehouse());
    properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    properties.put("s3.endpoint", endpoints.s3().endpoint());
    properties.put("s3.path-style-access", "true");
    properties.put("s3.access-key-id", endpoints.s3().accessKey());
    properties.put("s3.secret-access-key", endpoints.s3().secretKey());
    properties.put("client.region", endpoints.s3().region());
    return properties;
  }
}
