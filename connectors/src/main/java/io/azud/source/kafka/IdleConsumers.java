// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;

/**
 * Keeps the consumers of finished slices for the next ones: a loop of small passes would otherwise
 * spend its time on connecting and asking for metadata. Safe for all threads of an executor; a
 * consumer that is lent belongs to its borrower.
 */
final class IdleConsumers {

  /** One for each JVM: slices of several passes and pipelines share what they can. */
  static final IdleConsumers SHARED = new IdleConsumers(Duration.ofSeconds(90), 16);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final long keepNanos;
  private final int keepAtMost;
  private final Map<KafkaClientProperties, Deque<Idle>> idle = new HashMap<>();
  private final AtomicLong made = new AtomicLong();
  private int kept;
  private ScheduledFuture<?> sweeping;

  IdleConsumers(Duration keep, int keepAtMost) {
    this.keepNanos = keep.toNanos();
    this.keepAtMost = keepAtMost;
  }

  /** A consumer without an assignment. */
  BoundedConsumer borrow(KafkaClientProperties properties) {
    synchronized (this) {
      Deque<Idle> fitting = idle.get(properties);
      if (fitting != null && !fitting.isEmpty()) {
        kept--;
        return fitting.pop().consumer;
      }
    }
    return BoundedConsumer.of(properties, "azud-slice-" + made.incrementAndGet());
  }

  /**
   * Takes back a consumer that has done its work; one that failed is to be {@link #discard
   * discarded}.
   */
  void giveBack(KafkaClientProperties properties, BoundedConsumer consumer) {
    consumer.consumer().unsubscribe();
    synchronized (this) {
      if (kept < keepAtMost) {
        kept++;
        idle.computeIfAbsent(properties, none -> new ArrayDeque<>())
            .push(new Idle(consumer, System.nanoTime()));
        startSweeping();
        return;
      }
    }
    discard(consumer);
  }

  void discard(BoundedConsumer consumer) {
    consumer.consumer().close(CloseOptions.timeout(CLOSE_PATIENCE));
  }

  /** How many consumers were made so far. */
  long made() {
    return made.get();
  }

  private void startSweeping() {
    if (sweeping == null) {
      long pause = keepNanos / 3;
      sweeping =
          Executors.newSingleThreadScheduledExecutor(IdleConsumers::daemon)
              .scheduleWithFixedDelay(this::sweep, pause, pause, TimeUnit.NANOSECONDS);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "azud-idle-consumers");
    thread.setDaemon(true);
    return thread;
  }

  private void sweep() {
    Deque<Idle> expired = new ArrayDeque<>();
    synchronized (this) {
      long now = System.nanoTime();
      for (Iterator<Deque<Idle>> all = idle.values().iterator(); all.hasNext(); ) {
        Deque<Idle> same = all.next();
        while (!same.isEmpty() && now - same.peekLast().since > keepNanos) {
          expired.add(same.pollLast());
          kept--;
        }
        if (same.isEmpty()) {
          all.remove();
        }
      }
    }
    expired.forEach(one -> discard(one.consumer));
  }

  private record Idle(BoundedConsumer consumer, long since) {}
}
