// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any server is started. */
class PlatformRefusalTest {
  @TempDir Path parent;

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress("127.0.0.1", 0));
      PlatformOptions options = PlatformOptions.in(parent).withPostgresPort(taken.getLocalPort());

      requireRefused(
          options,
          "The port " + taken.getLocalPort() + " for PostgreSQL is taken by another process");
    }
  }

  @Test
  void refusesTheSamePortTwice() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    requireRefused(
        PlatformOptions.in(parent).withKafkaPort(free).withS3Port(free),
        "The port " + free + " for S3 is taken");
  }

  @Test
  void refusesADirectoryWithFilesOfOthers() throws Exception {
    Path foreign = Files.writeString(parent.resolve("thesis.txt"), "years of work");

    requireRefused(PlatformOptions.in(parent), parent + " holds files that are not Azud's");
    assertThat(parent).isDirectoryContaining(foreign::equals);
    assertThat(parent.toFile().list()).hasSize(1);
  }

  @Test
  void refusesADirectoryThatCannotBeMade() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));

    requireRefused(
        PlatformOptions.in(file.resolve("data")),
        "The directory " + file.resolve("data") + " cannot");
  }

  @Test
  void refusesADirectoryThatNobodyCanWrite() {
    requireRefused(PlatformOptions.in(Path.of("/proc/azud")), "The directory /proc/azud cannot");
  }

  @Test
  void refusesADirectoryOfANewerLayout() throws Exception {
    Files.writeString(
        parent.resolve("platform.json"),
        "{\"layout\":99,\"clusterId\":\"x\",\"kafkaPort\":0,\"postgresPort\":0,\"s3Port\":0}");

    requireRefused(PlatformOptions.in(parent), "has layout 99, this version of Azud knows 1");
  }

  @Test
  void refusesADirectoryWhoseMarkIsBroken() throws Exception {
    Files.writeString(parent.resolve("platform.json"), "{");

    requireRefused(PlatformOptions.in(parent), "The directory " + parent);
  }

  @Test
  void refusesADatabaseWithoutItsPassword() throws Exception {
    DataDirectory.open(parent).close();
    Files.createDirectory(parent.resolve("postgres/data"));

    requireRefused(
        PlatformOptions.in(parent),
        "The password of PostgreSQL, " + parent.resolve("secrets/postgres") + ", is missing");
    assertThat(parent.resolve("secrets/postgres")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a}b", "a\"b", "a$b", "a`b", "a\\b", "a\nb"})
  void refusesANameThatAServerCannotTake(String name) {
    requireRefused(PlatformOptions.in(parent.resolve(name)), "has one of the characters");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void refusesTheDirectoryOfARunningPlatform() {
    try (DataDirectory held = DataDirectory.open(parent)) {
      requireRefused(
          PlatformOptions.in(parent),
          held.root()
              + " is in use by the platform with process id "
              + ProcessHandle.current().pid());
    }
  }

  @Test
  void givesTheDirectoryFreeAfterARefusal() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress("127.0.0.1", 0));
      requireRefused(PlatformOptions.in(parent).withS3Port(taken.getLocalPort()), "The port");
    }

    DataDirectory.open(parent).close();
  }

  @Test
  void refusesAPortThatIsNone() {
    assertThatThrownBy(() -> PlatformOptions.in(parent).withKafkaPort(70000))
        .asInstanceOf(type(AzudException.class))
        .returns(ErrorCode.USAGE, AzudException::code);
  }

  private static void requireRefused(PlatformOptions options, String reason) {
    assertThatThrownBy(() -> Platform.start(options))
        .asInstanceOf(type(AzudException.class))
        .returns(ErrorCode.PLATFORM_START_FAILED, AzudException::code)
        .extracting(Throwable::getMessage)
        .asString()
        .contains(reason)
        .doesNotContain("\n  ");
  }
}
