// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.azud.error.AzudException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies, public addresses and the token file. */
class WaysInTest {
  @TempDir private Path directory;

  private TestServer behindProxy(String trusted) {
    ProxyLogin.Trust trust =
        new ProxyLogin.Trust(Set.of(trusted), "X-User", "X-Groups", "operators");
    return new TestServer(ServerAddress.loopback(0), directory, tokens -> new ProxyLogin(trust));
  }

  @Test
  void believesTheProxy() {
    try (TestServer server = behindProxy("127.0.0.1")) {
      assertThat(server.get("/read", "X-User", "ana").body()).contains("ana", "READ");
      assertThat(server.get("/read", "X-User", "ana", "X-Groups", "staff, operators").body())
          .contains("OPERATE");
      assertThat(server.get("/read").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void believesNobodyElse() {
    try (TestServer server = behindProxy("192.0.2.1")) {
      assertThat(server.get("/read", "X-User", "ana").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void wantsTheTokenOfThePageBehindAProxyToo() {
    try (TestServer server = behindProxy("127.0.0.1")) {
      String[] ana = {"X-User", "ana", "X-Groups", "operators"};
      assertThat(server.post("/change", "{}", ana).statusCode()).isEqualTo(403);
      String session = server.get("/session", ana).body();
      String csrf = session.replaceAll(".*\"csrf\":\"([0-9a-f]+)\".*", "$1");
      assertThat(
              server
                  .post(
                      "/change",
                      "{}",
                      "X-User",
                      "ana",
                      "X-Groups",
                      "operators",
                      "X-Azud-Csrf",
                      csrf)
                  .statusCode())
          .isEqualTo(200);
      assertThat(
              server
                  .post(
                      "/change",
                      "{}",
                      "X-User",
                      "eva",
                      "X-Groups",
                      "operators",
                      "X-Azud-Csrf",
                      csrf)
                  .statusCode())
          .as("the token of somebody else")
          .isEqualTo(403);
    }
  }

  @Test
  void showsNumbersToEverybodyOnlyWhereOnlyThisMachineIsServed() {
    try (TestServer local = TestServer.withTokens(directory)) {
      assertThat(local.get("/numbers").statusCode()).isEqualTo(200);
    }
    ServerAddress published = new ServerAddress("127.0.0.1", 0, "https://azud.example.com");
    try (TestServer server =
        new TestServer(published, directory, tokens -> TestServer.tokenLogin(tokens, published))) {
      assertThat(server.get("/numbers").statusCode()).isEqualTo(401);
      assertThat(
              server
                  .get("/numbers", "Authorization", "Bearer " + server.tokens().read())
                  .statusCode())
          .isEqualTo(200);
      assertThat(
              server
                  .post("/api/login", "{\"token\": \"" + server.tokens().read() + "\"}")
                  .headers()
                  .firstValue("Set-Cookie")
                  .orElseThrow())
          .startsWith("__Host-azud=")
          .contains("; Secure");
    }
  }

  @Test
  void isNotReachedFromOutsideWithoutTls() {
    assertThatExceptionOfType(AzudException.class)
        .isThrownBy(() -> new ServerAddress("0.0.0.0", 0, ""))
        .withMessageContaining("--public-url");
    assertThat(new ServerAddress("0.0.0.0", 0, "https://azud.example.com").isSecure()).isTrue();
  }

  @Test
  void keepsTokensWhereOnlyTheirOwnerReadsThem() throws Exception {
    Path file = directory.resolve("new").resolve("tokens");
    AccessTokens made = AccessTokens.in(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(AccessTokens.in(file)).isEqualTo(made);
    assertThat(made.toString()).doesNotContain(made.operate());
    assertThat(Set.of(made.operate(), made.read(), made.alerts())).hasSize(3);
  }

  @Test
  void refusesATokenFileThatOthersCanRead() throws Exception {
    Path file = directory.resolve("tokens");
    AccessTokens.in(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatExceptionOfType(AzudException.class)
        .isThrownBy(() -> AccessTokens.in(file))
        .withMessageContaining("chmod 600");
  }

  @Test
  void refusesAShortToken() throws Exception {
    Path file = directory.resolve("tokens");
    AccessTokens.in(file);
    Files.writeString(file, "operate=a\nread=b\nalerts=c\n");
    assertThatExceptionOfType(AzudException.class)
        .isThrownBy(() -> AccessTokens.in(file))
        .withMessageContaining("operate");
  }
}
