// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

class PlatformIT {
  @TempDir static Path parent;

  private static Path data;
  private static PlatformProcess platform;
  private static Clients clients;

  @BeforeAll
  static void launch() {
    data = parent.resolve("a platform's data");
    platform = PlatformProcess.launch(PlatformOptions.in(data));
    clients = new Clients(platform.endpoints());
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void servesKafka() throws Exception {
    clients.createTopic("round.trip");
    clients.produce("round.trip", List.of("a", "b"));

    assertThat(clients.consume("round.trip", 2)).containsExactly("a", "b");
  }

  @Test
  void acceptsARecordOfTenMebibytes() throws Exception {
    clients.createTopic("huge");
    String huge = "x".repeat(10 << 20);
    clients.produce("huge", List.of(huge));

    assertThat(clients.consume("huge", 1).equals(List.of(huge))).isTrue();
  }

  @Test
  void servesPostgres() throws SQLException {
    clients.execute("CREATE TABLE round_trip (v text)");
    clients.execute("INSERT INTO round_trip VALUES ('añud')");

    assertThat(clients.query("SELECT v FROM round_trip")).isEqualTo("añud");
  }

  @Test
  void losesNoCommittedTransaction() throws SQLException {
    assertThat(clients.query("SHOW fsync")).isEqualTo("on");
    assertThat(clients.query("SHOW synchronous_commit")).isEqualTo("on");
    assertThat(clients.query("SHOW server_encoding")).isEqualTo("UTF8");
  }

  @Test
  void refusesAWrongDatabasePassword() {
    Endpoints.Postgres postgres = platform.endpoints().postgres();

    assertThatThrownBy(
            () -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void servesS3() {
    clients.put("some/key with spaces", "value");

    assertThat(clients.get("some/key with spaces")).isEqualTo("value");
  }

  @Test
  void refusesAWrongS3Key() {
    try (S3Client client = clients.s3("wrong")) {
      assertThatThrownBy(() -> client.listObjectsV2(request -> request.bucket("azud")))
          .asInstanceOf(type(S3Exception.class))
          .returns(403, S3Exception::statusCode);
    }
  }

  @Test
  void takesAMultipartUploadOfNinetySixMebibytes() {
    byte[] part = new byte[32 << 20];
    new Random(1).nextBytes(part);
    try (S3Client client = clients.s3()) {
      String id =
          client.createMultipartUpload(request -> request.bucket("azud").key("large")).uploadId();
      List<CompletedPart> parts = new ArrayList<>();
      for (int number = 1; number <= 3; number++) {
        int current = number;
        String tag =
            client
                .uploadPart(
                    request -> request.bucket("azud").key("large").uploadId(id).partNumber(current),
                    RequestBody.fromBytes(part))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
      }
      client.completeMultipartUpload(
          request ->
              request
                  .bucket("azud")
                  .key("large")
                  .uploadId(id)
                  .multipartUpload(upload -> upload.parts(parts)));

      assertThat(
              client
                  .getObjectAsBytes(
                      request ->
                          request.bucket("azud").key("large").range("bytes=67108864-100663295"))
                  .asByteArrayUnsafe())
          .isEqualTo(part);
    }
  }

  @Test
  void publishesTheEndpoints() throws IOException {
    JsonNode json = new ObjectMapper().readTree(data.resolve("endpoints.json").toFile());

    assertThat(json.findValue("kafka").fieldNames())
        .toIterable()
        .containsExactly("bootstrapServers");
    assertThat(json.findValue("postgres").fieldNames())
        .toIterable()
        .containsExactly("jdbcUrl", "user", "password");
    assertThat(json.findValue("s3").fieldNames())
        .toIterable()
        .containsExactly("endpoint", "accessKey", "secretKey", "region", "warehouse");
    assertThat(json.findValue("catalog").fieldNames()).toIterable().containsExactly("uri", "name");
    assertThat(json.at("/s3/warehouse").asText()).isEqualTo("s3://azud/warehouse");
  }

  @Test
  void namesSecretsInTheEnvironmentFileWithoutTellingThem() throws IOException {
    assertThat(Files.readString(platform.environmentFile()))
        .contains("password: \"${file:")
        .doesNotContain(platform.endpoints().postgres().password())
        .doesNotContain(platform.endpoints().s3().secretKey());
  }

  /** Whoever stops the platform does not want it to be started again behind their back. */
  @Test
  void declaresTheRemediesThatAreSafeOnAMachineOfOnesOwn() throws IOException {
    assertThat(Files.readString(platform.environmentFile()))
        .contains("  automatic: [wait_and_retry, create_declared, finish_commit]\n");
  }

  @Test
  void hidesEveryFileFromOthers() throws IOException {
    clients.put("hidden", "value");
    Set<PosixFilePermission> owners =
        Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE);
    List<Path> open = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(data)) {
      for (Path path : paths.filter(path -> !Files.isSymbolicLink(path)).toList()) {
        if (!owners.containsAll(Files.getPosixFilePermissions(path))) {
          open.add(path);
        }
      }
    }

    assertThat(open).isEmpty();
  }

  @Test
  void listensOnTheLoopbackInterfaceOnly() throws IOException {
    // Of each listening socket of the servers, the local address in hexadecimal.
    List<String> addresses = ListeningSockets.of(PlatformHealth.of(data));

    assertThat(addresses).hasSizeGreaterThanOrEqualTo(4).allMatch("127.0.0.1"::equals);
  }

  @Test
  void isHealthy() {
    PlatformHealth health = PlatformHealth.of(data);

    assertThat(health.servers())
        .extracting(PlatformHealth.ServerHealth::name)
        .containsExactly("kafka", "postgres", "s3");
    assertThat(health.isHealthy()).isTrue();
  }

  @Test
  void refusesASecondPlatformInTheSameDirectory() {
    assertThatThrownBy(() -> Platform.start(PlatformOptions.in(data)))
        .asInstanceOf(type(AzudException.class))
        .returns(ErrorCode.PLATFORM_START_FAILED, AzudException::code)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("is in use by the platform with process id " + platform.pid());
    assertThat(clients.endpoints()).isEqualTo(platform.endpoints());
  }
}
