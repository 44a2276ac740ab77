// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlIT {
  private static EmbeddedPostgres postgres;
  private static Connection connection;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    connection = postgres.getPostgresDatabase().getConnection();
  }

  @AfterAll
  static void stop() throws IOException, SQLException {
    connection.close();
    postgres.close();
  }

  @Test
  void listsAllRowsInTheirOrder() throws SQLException {
    Sql sql = Sql.of("SELECT n * ? FROM generate_series(1, ?) n ORDER BY 1 DESC", 2L, 3);

    assertThat(sql.list(connection, row -> row.getLong(1))).containsExactly(6L, 4L, 2L);
    assertThat(sql.list(connection, row -> row.getLong(1))).hasSize(3);
  }

  @Test
  void findsTheFirstRowOrNone() throws SQLException {
    String text = "SELECT name FROM (VALUES ('a'), ('b')) t (name) WHERE name > ? ORDER BY 1";

    assertThat(Sql.of(text, "").first(connection, row -> row.getString(1))).hasValue("a");
    assertThat(Sql.of(text, "b").first(connection, row -> row.getString(1))).isEmpty();
  }

  @Test
  void tellsHowManyRowsChanged() throws SQLException {
    Sql.of("CREATE TEMPORARY TABLE kept (at timestamptz, bytes bytea, document jsonb)")
        .update(connection);
    Timestamp at = Timestamp.from(Instant.parse("2026-01-02T03:04:05.000006Z"));

    assertThat(
            Sql.of("INSERT INTO kept VALUES (?, ?, ?::jsonb)", at, new byte[] {0, -1}, "{}")
                .update(connection))
        .isEqualTo(1);
    assertThat(Sql.of("DELETE FROM kept WHERE at > ?", at).update(connection)).isZero();
    assertThat(
            Sql.of("SELECT at, bytes FROM kept")
                .first(connection, row -> row.getTimestamp(1).equals(at) && row.getBytes(2)[1] < 0))
        .hasValue(true);
  }

  @Test
  void takesNoNull() {
    assertThatThrownBy(() -> Sql.of("SELECT ?", "a", null))
        .isInstanceOf(NullPointerException.class);
  }
}
