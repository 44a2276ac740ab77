// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.log.LogFiles;
import io.azud.engine.definition.EnvironmentReader;
import io.azud.environment.Environment;
import java.nio.file.Path;

/** The environment that a command works in; from when it is read, the log is kept as it says. */
final class DeclaredEnvironment {
  private DeclaredEnvironment() {}

  static Environment read(Path file) {
    Environment environment = new EnvironmentReader(System.getenv()).read(file);
    LogFiles.keep(environment.logs());
    return environment;
  }
}
