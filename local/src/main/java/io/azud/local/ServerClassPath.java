// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Finds the class path of a server that runs apart from Azud's own: {@code lib/NAME} of the
 * distribution, or what the build put under the server's module.
 */
final class ServerClassPath {
  private ServerClassPath() {}

  static String of(String server) {
    String home = System.getProperty("azud.home", "");
    Path start = home.isEmpty() ? codeSource() : Path.of(home, "lib", server);
    for (Path at = start; at != null; at = at.getParent()) {
      Path distributed = at.resolve(server);
      if (holdsJars(distributed)) {
        return distributed + "/*";
      }
      Path built = at.resolve(server).resolve("target");
      if (holdsJars(built.resolve("lib"))) {
        return built.resolve("classes") + File.pathSeparator + built.resolve("lib") + "/*";
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

  private static boolean holdsJars(Path directory) {
    String[] jars = directory.toFile().list((parent, name) -> name.endsWith(".jar"));
    return jars != null && jars.length > 0;
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
