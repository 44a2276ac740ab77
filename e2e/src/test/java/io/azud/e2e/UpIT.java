// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.local.Endpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code azud up} from start to stop, as a user sees it. */
class UpIT {
  @TempDir private Path parent;

  @Test
  void goesOnWithTheSameDataHoweverItEnded() throws Exception {
    Path data = parent.resolve("platform");
    Endpoints first;
    try (AzudProcess up = up(data)) {
      first = Endpoints.read(data);
      execute(first, "CREATE TABLE kept AS SELECT 1 AS n");
      requireOwnerOnly(data);
      requireRefused("in use by the platform", "--data", data.toString());
      up.signal("TERM");
      requireCleanEnd(up);
    }
    try (AzudProcess up = up(data)) {
      execute(first, "INSERT INTO kept VALUES (2)");
      up.kill();
    }
    try (AzudProcess up = up(data)) {
      assertThat(Endpoints.read(data)).as("the same ports and passwords").isEqualTo(first);
      assertThat(count(first)).isEqualTo(2);
      up.signal("INT");
      requireCleanEnd(up);
    }
  }

  @Test
  void namesAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      String data = parent.resolve("busy").toString();
      requireRefused(port, "--data", data, "--kafka-port", port);
    }
  }

  @Test
  void namesADirectoryThatCannotBeWritten() {
    requireRefused("/proc/azud", "--data", "/proc/azud");
  }

  @Test
  void namesADirectoryThatIsAFile() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    requireRefused(file.toString(), "--data", file.toString());
  }

  private static AzudProcess up(Path data) {
    AzudProcess up = AzudProcess.start("up", "--data", data.toString());
    up.awaitWords("Ready in");
    return up;
  }

  private static void requireCleanEnd(AzudProcess up) {
    AzudProcess.Result ended = up.await();
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.err()).doesNotContain("error[");
  }

  private static void requireRefused(String words, String... options) {
    List<String> arguments = Stream.concat(Stream.of("up"), Stream.of(options)).toList();
    AzudProcess.Result refused = AzudProcess.run(arguments.toArray(String[]::new));
    assertThat(refused.status()).as(refused.err()).isEqualTo(4);
    assertThat(refused.err().lines().filter(line -> line.startsWith("error[")))
        .as(refused.err())
        .singleElement()
        .asString()
        .startsWith("error[PLATFORM_START_FAILED]")
        .contains(words);
    assertThat(refused.err()).doesNotContain("\tat ");
  }

  private static void requireOwnerOnly(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      assertThat(files.filter(file -> isOpenToOthers(file)).toList()).isEmpty();
    }
    for (String name : List.of("endpoints.json", "environment.yaml", "secrets/postgres")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  /** Links have no permissions of their own. */
  private static boolean isOpenToOthers(Path file) {
    try {
      return !Files.isSymbolicLink(file)
          && PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
              .substring(3)
              .chars()
              .anyMatch(c -> c != '-');
    } catch (IOException e) {
      // It was removed in the meantime.
      return false;
    }
  }

  private static void execute(Endpoints endpoints, String sql) throws SQLException {
    try (Connection connection = connect(endpoints);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(Endpoints endpoints) throws SQLException {
    try (Connection connection = connect(endpoints);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM kept")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Connection connect(Endpoints endpoints) throws SQLException {
    return DriverManager.getConnection(
        endpoints.postgres().jdbcUrl(),
        endpoints.postgres().user(),
        endpoints.postgres().password());
  }
}
