// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.PostgresDatabase;
import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.PostgresDefinition;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL for the tests of the sink, and a look into it by other means. */
final class PostgresFixture implements AutoCloseable {
  static final Clock NOW = Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneOffset.UTC);

  private final EmbeddedPostgres server;

  PostgresFixture() {
    try {
      server = EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PostgresDatabase database() {
    return new PostgresDatabase(
        new Environment.Database(
            "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
            "postgres",
            Secret.of("postgres")));
  }

  PostgresSink sink(Pipeline pipeline, List<Column> columns) {
    PostgresDefinition definition = pipeline.postgres().get(0);
    return new PostgresSink(pipeline.name(), TargetTable.of(definition, columns), database(), NOW);
  }

  List<List<Object>> query(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<List<Object>> rows = new ArrayList<>();
      while (row.next()) {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          values.add(row.getObject(i));
        }
        rows.add(values);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
