// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program from Debian's packages that runs while a test does; without it the test fails. */
final class Daemon implements AutoCloseable {
  private final Process process;
  private final Path log;

  /**
   * @param debianPackage where the program is from
   */
  Daemon(
      String debianPackage,
      Path directory,
      Map<String, String> environment,
      String program,
      String... arguments) {
    assertThat(Arrays.stream(System.getenv("PATH").split(":", -1)).map(Path::of))
        .as("%s is needed: apt-get install %s", program, debianPackage)
        .anyMatch(path -> Files.isExecutable(path.resolve(program)));
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    log = directory.resolve(program + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
