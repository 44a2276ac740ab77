// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.definition.EnvironmentReader;
import io.azud.environment.Environment;
import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.Map;

/** One embedded platform for all tests of a JVM; it ends with the JVM. */
final class TestPlatform {
  private static TestPlatform instance;

  private final PlatformProcess process;

  private TestPlatform() throws IOException {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    process =
        PlatformProcess.launch(PlatformOptions.in(Files.createTempDirectory(target, "platform-")));
  }

  static synchronized TestPlatform shared() {
    try {
      if (instance == null) {
        instance = new TestPlatform();
      }
      return instance;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path environmentFile() {
    return process.environmentFile();
  }

  Environment environment() {
    return new EnvironmentReader(Map.of()).read(environmentFile());
  }

  /** An incident ledger without incidents. */
  IncidentLedger emptyLedger() {
    PostgresDatabase database = new PostgresDatabase(environment().ledger());
    IncidentLedger ledger = new IncidentLedger(database);
    ledger.create();
    database.inTransaction(
        "empty the incidents",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("TRUNCATE azud.incident CASCADE");
          }
        });
    return ledger;
  }
}
