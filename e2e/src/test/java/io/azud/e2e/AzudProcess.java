// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged {@code azud} command as a user runs it: a process with output and an exit status.
 */
final class AzudProcess implements AutoCloseable {
  private static final Path DISTRIBUTION =
      Path.of("..", "cli", "target", "azud").toAbsolutePath().normalize();

  private final Process process;
  private final Path out;
  private final Path err;

  private AzudProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * @param status 128 + signal number when a signal ended it
   */
  record Result(int status, String out, String err) {}

  static AzudProcess start(List<String> arguments, Map<String, String> variables) {
    try {
      Path out = Files.createTempFile("azud", ".out");
      Path err = Files.createTempFile("azud", ".err");
      List<String> command = new ArrayList<>();
      // A test that runs in the background has inherited that SIGINT is ignored.
      command.addAll(List.of("env", "--default-signal=INT"));
      command.add(DISTRIBUTION.resolve("bin/azud").toString());
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().removeIf(name -> name.startsWith("AZUD_"));
      // Most processes live for seconds, in which the best compiler costs more than it gains.
      builder.environment().put("AZUD_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
      builder.environment().putAll(variables);
      builder
          .redirectInput(Path.of("/dev/null").toFile())
          .redirectOutput(out.toFile())
          .redirectError(err.toFile());
      return new AzudProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new IllegalStateException("is the distribution built? " + DISTRIBUTION, e);
    }
  }

  static AzudProcess start(String... arguments) {
    return start(List.of(arguments), Map.of());
  }

  /** Runs a command to its end, which must come within five minutes. */
  static Result run(String... arguments) {
    try (AzudProcess azud = start(arguments)) {
      return azud.await();
    }
  }

  Result await() {
    try {
      boolean ended = process.waitFor(300, TimeUnit.SECONDS);
      if (!ended) {
        throw new AssertionError("azud did not end within five minutes\n" + read(out) + read(err));
      }
      return new Result(process.exitValue(), read(out), read(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits up to so many milliseconds; tells whether the process still runs. */
  boolean runsAfter(long millis) {
    try {
      return !process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL: nothing in the process gets a chance to tidy up. */
  Result kill() {
    process.destroyForcibly();
    return await();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGINT, SIGSTOP and the like, by the name that {@code kill} knows. */
  void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -s " + name + " ends with " + kill.exitValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the process has said this on stdout or stderr. */
  void awaitWords(String words) {
    Await.until(
        words,
        () -> {
          if (!process.isAlive() && !says(words)) {
            throw new AssertionError("azud ended before it said: " + words + "\n" + all());
          }
          return says(words);
        },
        this::all);
  }

  private boolean says(String words) {
    return all().contains(words);
  }

  private String all() {
    return read(out) + read(err);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
