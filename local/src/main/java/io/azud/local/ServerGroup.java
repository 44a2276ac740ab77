// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Servers that start together and stop together. */
final class ServerGroup implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final DataDirectory directory;
  private final List<RunningServer> running = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CompletableFuture<AzudException> death = new CompletableFuture<>();
  private boolean closed;

  ServerGroup(DataDirectory directory) {
    this.directory = directory;
  }

  /** Returns when all serve, throws when the first fails. */
  void start(List<Server> servers) throws IOException, InterruptedException {
    try {
      CompletionService<Void> starts = new ExecutorCompletionService<>(threads);
      servers.forEach(server -> starts.submit(() -> startOne(server)));
      for (int i = 0; i < servers.size(); i++) {
        starts.take().get();
      }
    } catch (ExecutionException e) {
      throw asThrown(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Completes when a server ends that was not told to. */
  CompletableFuture<AzudException> death() {
    return death;
  }

  /** Stops all in good order; none starts any more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    threads.shutdownNow();
    running.parallelStream().forEach(server -> server.stop(STOP_LIMIT));
  }

  private Void startOne(Server server) throws IOException, InterruptedException {
    server.prepare();
    RunningServer started = launch(server);
    started.awaitReady();
    CompletableFuture<Void> unused = started.onEnd().thenAccept(this::report);
    return null;
  }

  private synchronized RunningServer launch(Server server) throws IOException {
    if (closed) {
      throw new AzudException(
          ErrorCode.PLATFORM_START_FAILED, "The platform was stopped while it was starting.");
    }
    RunningServer started = RunningServer.start(server, directory);
    running.add(started);
    return started;
  }

  private synchronized void report(AzudException reason) {
    if (!closed) {
      death.complete(reason);
    }
  }

  private static RuntimeException asThrown(Throwable cause)
      throws IOException, InterruptedException {
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause instanceof InterruptedException e) {
      throw e;
    }
    if (cause instanceof RuntimeException e) {
      return e;
    }
    return new IllegalStateException(cause);
  }
}
