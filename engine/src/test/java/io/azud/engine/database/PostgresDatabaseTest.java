// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresDatabaseTest {
  private static final PostgresDatabase DATABASE =
      at("jdbc:postgresql://127.0.0.1:5432/azud?sslpassword=hidden");

  @Test
  void showsItsAddressWithoutParameters() {
    assertThat(DATABASE.address()).isEqualTo("postgresql://127.0.0.1:5432/azud");
  }

  @Test
  void saysThatNothingListensThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    AzudException e =
        catchThrowableOfType(
            AzudException.class, () -> at("jdbc:postgresql://127.0.0.1:" + port + "/azud").open());
    assertThat(e.code()).isEqualTo(ErrorCode.POSTGRES_UNREACHABLE);
    assertThat(e).hasMessageContaining("127.0.0.1:" + port).hasMessageNotContaining("secret");
  }

  @Test
  void saysThatTheUrlIsNotOfPostgres() {
    AzudException e =
        catchThrowableOfType(AzudException.class, () -> at("jdbc:mysql://127.0.0.1/azud").open());
    assertThat(e.code()).isEqualTo(ErrorCode.POSTGRES_REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "28P01, POSTGRES_REFUSED",
    "3D000, POSTGRES_REFUSED",
    "42501, POSTGRES_REFUSED",
    "23505, POSTGRES_REFUSED",
    "08006, POSTGRES_UNREACHABLE",
    "57P01, POSTGRES_UNREACHABLE",
    "57P03, POSTGRES_UNREACHABLE",
    "53300, POSTGRES_UNREACHABLE",
    "53100, TRY_AGAIN",
    "40P01, TRY_AGAIN",
    "40001, TRY_AGAIN",
    "55P03, TRY_AGAIN",
    "57014, TRY_AGAIN",
    "25006, TRY_AGAIN",
    "22003, INTERNAL",
    "XX000, INTERNAL"
  })
  void namesAFailureByItsState(String state, ErrorCode code) {
    AzudException e = DATABASE.failure("load", new SQLException("words of the server", state));
    assertThat(e.code()).isEqualTo(code);
    assertThat(e).hasMessageContaining(state).hasMessageContaining("cannot load in postgresql://");
  }

  @ParameterizedTest
  @CsvSource({"22P02", "22021", "P0001", "XX000"})
  void keepsValuesOutOfTheMessage(String state) {
    AzudException e = DATABASE.failure("load", new SQLException("invalid: \"4111 1111\"", state));
    assertThat(e).hasMessageNotContaining("4111").hasNoCause();
  }

  @Test
  void keepsLineBreaksOutOfTheMessage() {
    AzudException e = DATABASE.failure("load", new SQLException("a\r\nb\u001b[31m", "42P01"));
    assertThat(e.getMessage()).doesNotContain("\n", "\r", "\u001b").contains("a b");
  }

  private static PostgresDatabase at(String url) {
    return new PostgresDatabase(new Environment.Database(url, "azud", Secret.of("secret")));
  }
}
