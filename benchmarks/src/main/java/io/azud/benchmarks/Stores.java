// SPDX-License-Identifier: Apache-2.0
package io.azud.benchmarks;

import io.azud.local.Endpoints;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** Prepares the stores for a case and looks at what it left. */
final class Stores {
  private final Endpoints endpoints;

  Stores(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** The same table that Azud makes for itself: partitioned by month, with a BRIN index. */
  void makeNaiveTable(String table) throws SQLException {
    execute(
        "CREATE TABLE public."
            + table
            + " (id bigint, event_time timestamptz, device text, region text, kind text,"
            + " temperature double precision, pressure double precision, count integer, ok boolean)"
            + " PARTITION BY RANGE (event_time)",
        "CREATE INDEX ON public." + table + " USING brin (event_time)",
        partition(table, "2026-08-01", "2026-09-01"),
        partition(table, "2026-09-01", "2026-10-01"),
        partition(table, "2026-10-01", "2026-11-01"),
        "CREATE TABLE public." + table + "_default PARTITION OF public." + table + " DEFAULT");
  }

  private static String partition(String table, String from, String to) {
    return "CREATE TABLE public."
        + table
        + "_p"
        + from.substring(5, 7)
        + " PARTITION OF public."
        + table
        + " FOR VALUES FROM ('"
        + from
        + " 00:00:00+00') TO ('"
        + to
        + " 00:00:00+00')";
  }

  /**
   * @throws IllegalStateException when the table does not hold every record once
   */
  void requirePostgres(String table, long records) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT id), coalesce(sum(id), 0) FROM public." + table)) {
      row.next();
      require("postgres", table, row.getLong(1), records);
      require("postgres, distinct", table, row.getLong(2), records);
      require("postgres, sum of ids", table, row.getLong(3), records * (records - 1) / 2);
    }
  }

  /** Counts the rows of the table's data files. */
  void requireLake(String table, long records) throws IOException {
    try (JdbcCatalog catalog = catalog()) {
      Table lake = catalog.loadTable(TableIdentifier.of("azud", table));
      long rows = 0;
      try (CloseableIterable<FileScanTask> files = lake.newScan().planFiles()) {
        for (FileScanTask file : files) {
          rows += file.file().recordCount();
        }
      }
      require("lake", table, rows, records);
    }
  }

  private static void require(String what, String table, long found, long expected) {
    if (found != expected) {
      throw new IllegalStateException(
          what + " " + table + " gives " + found + ", expected " + expected);
    }
  }

  private JdbcCatalog catalog() {
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
    JdbcCatalog catalog = new JdbcCatalog();
    catalog.initialize(endpoints.catalog().name(), properties);
    return catalog;
  }

  /** Between two measures: nothing that is left to be written belongs to the next one. */
  void settle() throws SQLException {
    execute("CHECKPOINT");
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        endpoints.postgres().jdbcUrl(),
        endpoints.postgres().user(),
        endpoints.postgres().password());
  }
}
