// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import io.azud.environment.Environment;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where an installation keeps what belongs to incidents on this machine.
 *
 * @param bundles of evidence
 * @param waiting reports that wait for the ledger
 */
public record IncidentPlaces(Path bundles, Path waiting) {

  /**
   * The declared directory, or one below the embedded platform's, or in the user's own state
   * directory (<a
   * href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG_STATE_HOME</a>).
   */
  public static IncidentPlaces of(Environment environment, Map<String, String> variables) {
    String declared = environment.incidents().directory();
    if (!declared.isEmpty()) {
      return in(Path.of(declared));
    }
    return environment.platform().isEmpty()
        ? ofUser(variables)
        : in(Path.of(environment.platform(), "incidents"));
  }

  /** Where things are kept when the environment itself cannot be read. */
  public static IncidentPlaces ofUser(Map<String, String> variables) {
    String home = variables.getOrDefault("HOME", System.getProperty("user.home"));
    String state = variables.getOrDefault("XDG_STATE_HOME", "");
    Path base = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
    return in(base.resolve("azud").resolve("incidents"));
  }

  private static IncidentPlaces in(Path directory) {
    return new IncidentPlaces(directory, directory.resolve("waiting"));
  }
}
