// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The platform that the tests share: it starts with the first of them and stops after the last.
 * Each test has pipelines of its own on it, and may break only its own way there.
 */
final class OnePlatform implements BeforeAllCallback {
  private static Started started;

  @Override
  public void beforeAll(ExtensionContext context) {
    started =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Started.class, any -> Started.now(), Started.class);
  }

  static PlatformProcess platform() {
    return started.platform;
  }

  /** A new file in the directory of all tests. */
  static Path newFile(String prefix, String suffix, String text) {
    try {
      return Files.writeString(Files.createTempFile(started.directory, prefix, suffix), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Started(PlatformProcess platform, Path directory) implements AutoCloseable {

    static Started now() {
      try {
        Path directory = Files.createTempDirectory("azud-e2e");
        return new Started(
            PlatformProcess.launch(PlatformOptions.in(directory.resolve("platform"))), directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      platform.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
