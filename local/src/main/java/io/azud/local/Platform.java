// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The embedded platform: a Kafka broker, PostgreSQL and an S3 server, children of this process,
 * over one data directory.
 *
 * <p>They stop when this object is closed, when this process is told to stop, and when it is
 * killed. If one of them dies the others are stopped too.
 */
public final class Platform implements AutoCloseable {
  private final DataDirectory directory;
  private final ServerGroup servers;
  private final Endpoints endpoints;
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final Thread closeAtExit = new Thread(this::close, "stop-platform");

  private Platform(DataDirectory directory, Endpoints endpoints) {
    this.directory = directory;
    this.servers = new ServerGroup(directory);
    this.endpoints = endpoints;
  }

  /**
   * Starts the servers and returns when all serve clients; {@code endpoints.json} and {@code
   * environment.yaml} are written then.
   *
   * @throws AzudException {@code PLATFORM_START_FAILED} with the reason; nothing runs then
   */
  public static Platform start(PlatformOptions options) {
    DataDirectory directory = DataDirectory.open(options.data());
    try {
      Leftovers.clear(directory);
      PlatformPlan plan = PlatformPlan.of(directory, options);
      Platform platform = new Platform(directory, plan.endpoints());
      platform.start(plan);
      return platform;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw abandoned(directory, failed("was interrupted", directory, e));
    } catch (IOException e) {
      throw abandoned(directory, failed("failed (" + e.getMessage() + ")", directory, e));
    } catch (RuntimeException e) {
      throw abandoned(directory, e);
    }
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** The environment file that Azud's commands take to work on this platform. */
  public Path environmentFile() {
    return directory.root().resolve(EnvironmentFile.NAME);
  }

  /**
   * Waits until the platform is closed.
   *
   * @throws AzudException {@code PLATFORM_UNHEALTHY} if a server has ended by itself; all are
   *     stopped then
   */
  public void await() throws InterruptedException {
    try {
      CompletableFuture.anyOf(closing, servers.death()).get();
    } catch (ExecutionException e) {
      throw new AzudException(ErrorCode.INTERNAL, "The platform cannot be watched.", e);
    }
    if (!closing.isDone()) {
      AzudException reason = servers.death().join();
      close();
      throw reason;
    }
  }

  /** Stops the servers in good order and gives the directory free. */
  @Override
  public void close() {
    if (closing.complete(null)) {
      servers.close();
      directory.close();
      forgetExit();
    }
  }

  private void start(PlatformPlan plan) throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(closeAtExit);
    try {
      servers.start(plan.servers());
      EnvironmentFile.write(directory, endpoints);
      endpoints.write(directory.root());
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void forgetExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException e) {
      // This is the exit.
      return;
    }
  }

  private static RuntimeException abandoned(DataDirectory directory, RuntimeException reason) {
    directory.close();
    return reason;
  }

  private static AzudException failed(String what, DataDirectory directory, Exception cause) {
    return new AzudException(
        ErrorCode.PLATFORM_START_FAILED,
        "The start of the platform in " + directory.root() + " " + what + ".",
        cause);
  }
}
