// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.database;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks at all open sockets every now and then, and closes those whose write is overdue. */
final class WriteWatch {
  private static final long LOOK_EVERY_MILLIS = 500;
  private static final Set<WatchedSocket> SOCKETS = ConcurrentHashMap.newKeySet();

  /** Runs as long as the process does. */
  @SuppressWarnings("unused")
  private static final ScheduledFuture<?> LOOKING =
      Executors.newSingleThreadScheduledExecutor(WriteWatch::thread)
          .scheduleWithFixedDelay(
              WriteWatch::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);

  private WriteWatch() {}

  static void watch(WatchedSocket socket) {
    SOCKETS.add(socket);
  }

  static void forget(WatchedSocket socket) {
    SOCKETS.remove(socket);
  }

  private static void look() {
    long now = System.nanoTime();
    SOCKETS.stream().filter(socket -> socket.isOverdue(now)).forEach(WriteWatch::close);
  }

  /** Whoever writes gets an exception. */
  private static void close(WatchedSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use either way, and is forgotten.
      return;
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "azud-write-watch");
    thread.setDaemon(true);
    return thread;
  }
}
