// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.local.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Environment files that lead to the shared platform by other ways. */
final class Environments {
  private Environments() {}

  static Path platform() {
    return OnePlatform.platform().environmentFile();
  }

  static int storePort() {
    return URI.create(endpoints().s3().endpoint()).getPort();
  }

  static int postgresPort() {
    return URI.create(endpoints().postgres().jdbcUrl().substring("jdbc:".length())).getPort();
  }

  /** The object storage is reached through another port. */
  static Path storeThrough(int port) {
    return with("127.0.0.1:" + storePort(), "127.0.0.1:" + port);
  }

  /** Sink, ledger and catalog reach PostgreSQL through another port. */
  static Path postgresThrough(int port) {
    return with("127.0.0.1:" + postgresPort(), "127.0.0.1:" + port);
  }

  /** The sink alone reaches PostgreSQL through another port. */
  static Path postgresSinkThrough(int port) {
    String text = read();
    int start = text.indexOf("postgres:\n");
    int end = text.indexOf("store:\n");
    String direct = text.substring(start, end);
    String through = direct.replace("127.0.0.1:" + postgresPort(), "127.0.0.1:" + port);
    return write(
        text.substring(0, start)
            + through
            + direct.replace("postgres:\n", "ledger:\n")
            + text.substring(end));
  }

  /** Every occurrence of a text replaced by another. */
  static Path with(String from, String to) {
    String text = read();
    assertThat(text).contains(from);
    return write(text.replace(from, to));
  }

  private static Endpoints endpoints() {
    return OnePlatform.platform().endpoints();
  }

  private static String read() {
    try {
      return Files.readString(platform());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(String text) {
    return OnePlatform.newFile("environment", ".yaml", text);
  }
}
