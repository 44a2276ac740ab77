// SPDX-License-Identifier: Apache-2.0
package io.azud.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is missing or wrong is named within 15 seconds, without its secret. */
@Timeout(15)
class LakeFailuresIT {
  private static final String SECRET = "s3cr3t-canary";

  @TempDir Path directory;

  @Test
  void saysThatNoCatalogListens() throws IOException {
    int port = unusedPort();
    assertFailure(
        () -> Catalogs.open(jdbc(port, "azud")), ErrorCode.CATALOG_UNREACHABLE, ":" + port);
  }

  @Test
  void saysThatTheCatalogDoesNotAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      int port = silent.getLocalPort();
      assertFailure(
          () -> Catalogs.open(jdbc(port, "azud")), ErrorCode.CATALOG_UNREACHABLE, ":" + port);
    }
  }

  @Test
  void saysThatTheCatalogRefuses() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      assertFailure(
          () -> Catalogs.open(jdbc(postgres.getPort(), "nobody")),
          ErrorCode.CATALOG_REFUSED,
          "nobody");
    }
  }

  @Test
  void saysThatTheCatalogTypeIsUnknown() {
    assertFailure(
        () -> Catalogs.open(environment("hadoop", "", "", warehouse(), "")),
        ErrorCode.ENVIRONMENT_INVALID,
        "hadoop");
  }

  @Test
  void findsADirectoryWritableAndLeavesNothingInIt() throws IOException {
    LakeStore.check(environment("jdbc", "", "", warehouse(), ""));
    try (var files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void saysThatADirectoryIsNone() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");
    Environment environment = environment("jdbc", "", "", file.toUri().toString(), "");
    AzudException e = catchThrowableOfType(AzudException.class, () -> LakeStore.check(environment));
    assertThat(e.code()).isIn(ErrorCode.STORE_UNREACHABLE, ErrorCode.STORE_REFUSED);
    assertThat(e).hasMessageContaining(file.toString());
  }

  @Test
  void saysThatNoStoreListens() throws IOException {
    String endpoint = "http://127.0.0.1:" + unusedPort();
    assertFailure(() -> LakeStore.check(s3(endpoint)), ErrorCode.STORE_UNREACHABLE, endpoint);
  }

  @Test
  void saysThatTheStoreDoesNotAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String endpoint = "http://127.0.0.1:" + silent.getLocalPort();
      assertFailure(() -> LakeStore.check(s3(endpoint)), ErrorCode.STORE_UNREACHABLE, endpoint);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchBucket, BUCKET_MISSING",
    "403, AccessDenied, STORE_REFUSED",
    "403, SignatureDoesNotMatch, STORE_REFUSED",
    "403, InvalidAccessKeyId, STORE_REFUSED",
    "503, SlowDown, STORE_UNREACHABLE"
  })
  void namesWhatTheStoreSays(int status, String code, ErrorCode expected) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body =
        ("<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>")
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/xml");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
      assertFailure(() -> LakeStore.check(s3(endpoint)), expected, "s3://azud/warehouse");
    } finally {
      server.stop(0);
    }
  }

  private static void assertFailure(Runnable act, ErrorCode code, String named) {
    AzudException e = catchThrowableOfType(AzudException.class, act::run);
    assertThat(e.code()).isEqualTo(code);
    assertThat(e).hasMessageContaining(named).hasMessageNotContaining(SECRET);
    assertThat(e.getMessage()).doesNotContain("\n");
  }

  private String warehouse() {
    return directory.toUri().toString();
  }

  private Environment jdbc(int port, String user) {
    String uri = "jdbc:postgresql://127.0.0.1:" + port + "/none";
    return environment("jdbc", uri, user, warehouse(), "");
  }

  private static Environment s3(String endpoint) {
    return environment("jdbc", "", "", "s3://azud/warehouse", endpoint);
  }

  private static Environment environment(
      String type, String uri, String user, String warehouse, String endpoint) {
    Environment.Database none = new Environment.Database("", "", Secret.NONE);
    return new Environment(
        "test",
        Environment.Kafka.NONE,
        new Environment.Spark("local[1]", Map.of()),
        none,
        none,
        new Environment.Store(endpoint, "us-east-1", "key", Secret.of(SECRET), true),
        new Environment.Catalog(
            type, "azud", uri, user, Secret.of(SECRET), warehouse, "lake", Map.of()),
        "");
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
