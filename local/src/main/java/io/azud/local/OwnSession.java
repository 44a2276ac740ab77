// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a process into a session of its own, where Ctrl-C does not reach it: the process that the
 * user stops first stops those below it, in order.
 */
final class OwnSession {
  private OwnSession() {}

  /** What comes before the command; empty where the machine has no setsid. */
  static List<String> prefix() {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.of(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, "setsid"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .limit(1)
        .toList();
  }
}
