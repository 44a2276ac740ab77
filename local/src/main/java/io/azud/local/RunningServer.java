// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A server with its process and log. */
final class RunningServer {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 25;

  private final Server server;
  private final ServerProcess process;
  private final Path log;

  private RunningServer(Server server, ServerProcess process, Path log) {
    this.server = server;
    this.process = process;
    this.log = log;
  }

  static RunningServer start(Server server, DataDirectory directory) throws IOException {
    Path log = LogFile.open(LogFile.of(server.name(), directory));
    Path pidFile = directory.run().resolve(server.name() + ".pid");
    return new RunningServer(server, ServerProcess.start(server.launch(), pidFile, log), log);
  }

  /** Returns when the server serves clients. */
  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!server.serves()) {
      if (!process.runs()) {
        throw failed("ended at its start with status " + process.exitStatus());
      }
      if (System.nanoTime() > deadline) {
        throw failed("was not ready after " + START_LIMIT.toSeconds() + " seconds");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Completes with the reason when the process ends, whoever ended it. */
  CompletableFuture<AzudException> onEnd() {
    return process
        .onExit()
        .thenApply(
            ended ->
                new AzudException(
                    ErrorCode.PLATFORM_UNHEALTHY,
                    "The platform stopped because "
                        + server.title()
                        + " ended with status "
                        + process.exitStatus()
                        + LogFile.lastError(log)
                        + "; see "
                        + log
                        + " and start it again."));
  }

  void stop(Duration limit) {
    process.stop(limit);
  }

  private AzudException failed(String what) {
    return new AzudException(
        ErrorCode.PLATFORM_START_FAILED,
        "The platform cannot start: "
            + server.title()
            + " "
            + what
            + LogFile.lastError(log)
            + "; see "
            + log
            + ".");
  }
}
