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
import java.util.concurrent.TimeUnit;

/** A PostgreSQL for the tests of the sink, and a look into it by other means. */
final class PostgresFixture implements AutoCloseable {
  static final Clock NOW = Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneOffset.UTC);

  private final EmbeddedPostgres server;

  PostgresFixture() {
    try {
      // Off by default there: a crash would take back what was committed.
      server = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  PostgresDatabase database() {
    return database(port());
  }

  /** The same database through another port. */
  PostgresDatabase database(int port) {
    return new PostgresDatabase(
        new Environment.Database(
            "jdbc:postgresql://localhost:" + port + "/postgres",
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

  /** Waits until the server takes statements again. */
  void awaitService() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (true) {
      try (Connection connection = server.getPostgresDatabase().getConnection()) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("PostgreSQL does not come back", e);
        }
        Thread.onSpinWait();
      }
    }
  }

  /** Does something while every new session has another value of a setting. */
  void withSetting(String name, String value, Runnable act) {
    execute("ALTER ROLE postgres SET " + name + " = '" + value + "'");
    try {
      act.run();
    } finally {
      execute("ALTER ROLE postgres RESET " + name);
    }
  }

  /** Does something while another session holds the locks that a statement takes. */
  void whileLocked(String statement, Runnable act) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement locking = connection.createStatement()) {
      connection.setAutoCommit(false);
      locking.execute(statement);
      act.run();
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes two locks in one transaction, and leaves the search for deadlocks to others. */
  void lockPatiently(String first, String second) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement locking = connection.createStatement()) {
      locking.execute("SET deadlock_timeout = '10min'");
      connection.setAutoCommit(false);
      locking.execute(first);
      locking.execute(second);
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until a session waits for a lock with this statement. */
  void awaitWaiting(String statement) {
    String question =
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query = '"
            + statement
            + "'";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (query(question).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("nobody waits in: " + statement);
      }
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
