// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the class path of a server that runs apart from Azud's own: {@code lib/NAME} of the
 * distribution, or what the build put under the server's module.
 */
final class ServerClassPath {
  private ServerClassPath() {}

  static String of(String server) {
    String home = System.getProperty("azud.home", "");
    if (!home.isEmpty()) {
      Path jars = Path.of(home).resolve("lib").resolve(server);
      if (Files.isDirectory(jars)) {
        return jars + "/*";
      }
    }
    for (Path at = codeSource(); at != null; at = at.getParent()) {
      Path module = at.resolve(server).resolve("target");
      if (Files.isDirectory(module.resolve("lib"))) {
        return module.resolve("classes") + File.pathSeparator + module.resolve("lib") + "/*";
      }
    }
    throw new AzudException(
        ErrorCode.PLATFORM_START_FAILED,
        "The programs of the embedded platform's "
            + server
            + " server are missing; "
            + "install Azud again, or build the module local/"
            + server
            + ".");
  }

  private static Path codeSource() {
    try {
      return Path.of(
          ServerClassPath.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AzudException(ErrorCode.INTERNAL, "The place of Azud's own classes is no path.", e);
    }
  }
}
