// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.database;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens connections to one PostgreSQL database, all with the same limits, and names what goes wrong
 * with them. It holds no connection itself; it may be serialised to executors and used by any
 * number of threads.
 */
public final class PostgresDatabase implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);
  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(10);

  /** How long the server may stay silent, unless {@link #withSilence} says otherwise. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private final Environment.Database where;
  private final Duration silence;

  public PostgresDatabase(Environment.Database where) {
    this(where, SILENCE);
  }

  private PostgresDatabase(Environment.Database where, Duration silence) {
    this.where = where;
    this.silence = silence;
  }

  /** The same database, with another limit on how long one answer may take. */
  public PostgresDatabase withSilence(Duration longest) {
    return new PostgresDatabase(where, longest);
  }

  /** The URL without its parameters: safe to show. */
  public String address() {
    String url = where.url();
    int parameters = url.indexOf('?');
    String bare = parameters < 0 ? url : url.substring(0, parameters);
    return bare.startsWith("jdbc:") ? bare.substring("jdbc:".length()) : bare;
  }

  /**
   * A new connection in auto-commit mode; the caller closes it.
   *
   * @throws AzudException {@code POSTGRES_UNREACHABLE} or {@code POSTGRES_REFUSED}
   */
  public Connection open() {
    Connection connection;
    try {
      connection = new Driver().connect(where.url(), properties());
    } catch (SQLException e) {
      throw failure("connect", e);
    }
    if (connection == null) {
      throw failure("connect", new SQLException("not a jdbc:postgresql: URL", "3D000"));
    }
    return connection;
  }

  /**
   * Does some work in a transaction of its own, on a connection of its own; commits unless it
   * throws.
   *
   * @param doing what is tried, as a verb phrase: {@code read the watermarks}
   * @throws AzudException what the work threw, or the work's {@link SQLException} by its SQLSTATE
   */
  public <T> T inTransaction(String doing, Work<T> work) {
    try (Connection connection = open()) {
      connection.setAutoCommit(false);
      try {
        T result = work.with(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw failure(doing, e);
    }
  }

  /**
   * The failure of a statement, by its SQLSTATE, without anything that could be a record's content.
   */
  public AzudException failure(String doing, SQLException e) {
    return PostgresErrors.of(doing, address(), e);
  }

  private static void rollBack(Connection connection, Exception reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, where.user());
    PGProperty.PASSWORD.set(properties, where.password().reveal());
    PGProperty.APPLICATION_NAME.set(properties, "azud");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "12");
    PGProperty.CONNECT_TIMEOUT.set(properties, (int) CONNECT_TIMEOUT.toSeconds());
    PGProperty.LOGIN_TIMEOUT.set(properties, (int) LOGIN_TIMEOUT.toSeconds());
    PGProperty.SOCKET_TIMEOUT.set(properties, (int) silence.toSeconds());
    PGProperty.SOCKET_FACTORY.set(properties, WatchedSocketFactory.class.getName());
    PGProperty.SOCKET_FACTORY_ARG.set(properties, Long.toString(silence.toMillis()));
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
    // Server-side prepared statements do not survive a transaction pooler.
    PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    return properties;
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }
}
