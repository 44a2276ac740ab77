// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked into the data directory at its first start. */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /** The directory with {@code bin}, {@code lib} and {@code share}. */
  static Path in(Path postgres) throws IOException {
    Path home = postgres.resolve("server");
    if (Files.isDirectory(home)) {
      return home;
    }
    Path fresh = postgres.resolve("server.new");
    Leftovers.deleteTree(fresh);
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(resource())) {
      if (packed == null) {
        throw unsupported();
      }
      try (InputStream tar = new XZInputStream(new BufferedInputStream(packed, 1 << 16))) {
        // Static libraries and headers are for building against it.
        new TarFile(tar).unpack(fresh, name -> !name.endsWith(".a") && !name.contains("/pgxs/"));
      }
    }
    Files.move(fresh, home);
    return home;
  }

  private static String resource() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    if (!system.equals("linux") || !(machine.equals("amd64") || machine.equals("x86_64"))) {
      throw unsupported();
    }
    return "/postgres-linux-x86_64.txz";
  }

  private static AzudException unsupported() {
    return new AzudException(
        ErrorCode.PLATFORM_START_FAILED,
        "The embedded platform has no PostgreSQL for "
            + System.getProperty("os.name")
            + " on "
            + System.getProperty("os.arch")
            + "; it runs on Linux on x86-64, elsewhere use an environment file with your own servers.");
  }
}
