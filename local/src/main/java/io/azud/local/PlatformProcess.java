// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The embedded platform in a process of its own, which ends when this object is closed or this
 * process ends.
 */
public final class PlatformProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final Path data;

  private PlatformProcess(Process process, Path data) {
    this.process = process;
    this.data = data;
  }

  /**
   * Starts the platform and returns when it serves clients.
   *
   * @throws AzudException as {@link Platform#start}
   */
  public static PlatformProcess launch(PlatformOptions options) {
    return launch(options, List.of(PlatformMain.LEASH));
  }

  /**
   * As {@link #launch}, but the platform goes on when this process ends; it is stopped by {@link
   * #close} or by a SIGTERM to {@link #pid}.
   */
  public static PlatformProcess launchDetached(PlatformOptions options) {
    return launch(options, List.of());
  }

  /** What a client needs to join. */
  public Endpoints endpoints() {
    return Endpoints.read(data);
  }

  /** The environment file that Azud's commands take to work on this platform. */
  public Path environmentFile() {
    return data.resolve(EnvironmentFile.NAME);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Stops the servers in good order and returns when they have ended. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static PlatformProcess launch(PlatformOptions options, List<String> more) {
    List<String> command = new ArrayList<>(command(options));
    command.addAll(more);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      awaitReady(process);
      return new PlatformProcess(process, options.data());
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.PLATFORM_START_FAILED,
          "The process of the platform in "
              + options.data()
              + " cannot be started ("
              + e.getMessage()
              + ").",
          e);
    }
  }

  private static void awaitReady(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(PlatformMain.READY)) {
        return;
      }
      if (line.startsWith(PlatformMain.FAILED)) {
        String[] parts = line.split(" ", 3);
        throw new AzudException(ErrorCode.valueOf(parts[1]), parts[2]);
      }
    }
    throw new AzudException(
        ErrorCode.PLATFORM_START_FAILED, "The process of the platform ended at its start.");
  }

  private static List<String> command(PlatformOptions options) {
    List<String> command = new ArrayList<>();
    command.add(JavaCommand.java().toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dazud.home=" + System.getProperty("azud.home", ""));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PlatformMain.class.getName());
    command.addAll(List.of("--data", options.data().toString()));
    command.addAll(List.of("--kafka-port", Integer.toString(options.kafkaPort())));
    command.addAll(List.of("--postgres-port", Integer.toString(options.postgresPort())));
    command.addAll(List.of("--s3-port", Integer.toString(options.s3Port())));
    return command;
  }
}
