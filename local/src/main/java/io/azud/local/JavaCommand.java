// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command of a server that runs on Java: the same Java as ours, with its own class path. */
final class JavaCommand {
  private JavaCommand() {}

  static List<String> of(
      String server,
      String heap,
      DataDirectory directory,
      String mainClass,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.add("-Xmx" + heap);
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    // Sockets otherwise keep a native copy of the largest buffer that each thread ever sent.
    command.add("-Djdk.nio.maxCachedBufferSize=1048576");
    command.add("-XX:MaxDirectMemorySize=64m");
    command.add("-Djava.io.tmpdir=" + directory.run());
    command.add("-Djava.awt.headless=true");
    command.add("-cp");
    command.add(ServerClassPath.of(server));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
