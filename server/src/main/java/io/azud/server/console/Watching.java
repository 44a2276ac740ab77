// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.error.AzudException;
import io.azud.server.http.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all pipelines again and again, each on a thread of its own so that one that hangs hides
 * no other, and tells when there is something new.
 */
final class Watching implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

  private final List<Watch> watches;
  private final Duration every;
  private final Runnable news;
  private final ScheduledExecutorService threads;

  Watching(List<Watch> watches, Duration every, Runnable news) {
    this.watches = List.copyOf(watches);
    this.every = every;
    this.news = news;
    this.threads =
        Executors.newScheduledThreadPool(
            Math.max(1, watches.size()),
            work -> {
              Thread thread = new Thread(work, "azud-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    for (Watch watch : watches) {
      var unused =
          threads.scheduleWithFixedDelay(
              () -> look(watch), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void look(Watch watch) {
    try {
      watch.look();
      news.run();
    } catch (AzudException e) {
      LOG.warn("pipeline {}: {}", watch.pipeline().name(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("looking at pipeline {} failed", watch.pipeline().name(), e);
    }
  }

  List<Watch> all() {
    return watches;
  }

  /**
   * @throws Refusal when no pipeline here has the name
   */
  Watch of(String pipeline) {
    return watches.stream()
        .filter(watch -> watch.pipeline().name().equals(pipeline))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("no pipeline here has that name"));
  }

  /** Whether every pipeline has been looked at. */
  boolean isReady() {
    return watches.stream().allMatch(watch -> watch.past().latest().isPresent());
  }

  @Override
  public void close() {
    stop(threads);
    watches.forEach(Watch::close);
  }

  private static void stop(ExecutorService threads) {
    threads.shutdownNow();
    try {
      boolean ended = threads.awaitTermination(5, TimeUnit.SECONDS);
      if (!ended) {
        LOG.warn("a look at a pipeline did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
