// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.engine.WatchedPipeline;
import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.ledger.Books;
import io.azud.engine.ledger.Ledger;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import io.azud.spi.SinkObserver;
import io.azud.spi.Source.Bounds;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps looking at where one pipeline stands. {@link #look} belongs to one thread, everything else
 * may be called from any.
 */
final class Watch implements AutoCloseable {
  private static final int LOOKS_BETWEEN_COUNTS = 4;
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final WatchedPipeline watched;
  private final Clock clock;
  private final Past past = new Past();
  private volatile boolean hasLedger;
  private int looks;
  private volatile Optional<Trouble> books = Optional.empty();
  private volatile DeadLetterCounts deadLetters = DeadLetterCounts.NONE;

  Watch(WatchedPipeline watched, Clock clock) {
    this.watched = watched;
    this.clock = clock;
  }

  Pipeline pipeline() {
    return watched.pipeline();
  }

  LedgerView ledger() {
    return new LedgerView(watched.ledgerDatabase(), pipeline().name());
  }

  PostgresDatabase ledgerDatabase() {
    return watched.ledgerDatabase();
  }

  Past past() {
    return past;
  }

  /** What is wrong with the books, when they could be read. */
  Optional<Trouble> books() {
    return books;
  }

  /** As they were counted a short while ago. */
  DeadLetterCounts deadLetters() {
    return deadLetters;
  }

  /** Asks the source and every sink once; what fails is part of the sample. */
  void look() {
    Map<Integer, Bounds> bounds = Map.of();
    Optional<Trouble> source = Optional.empty();
    try {
      bounds = watched.source().glance();
    } catch (AzudException e) {
      source = Optional.of(Trouble.of(e));
    } catch (RuntimeException e) {
      source = Optional.of(fault("source", e));
    }
    Map<Integer, Long> bases = bases();
    Map<String, Sample.Sink> sinks = new LinkedHashMap<>();
    Map<String, Map<Integer, Long>> watermarks = new HashMap<>();
    for (SinkObserver sink : watched.sinks()) {
      sinks.put(sink.name(), look(sink, bounds, bases, watermarks));
    }
    long end =
        source.isPresent() ? Sample.UNKNOWN : bounds.values().stream().mapToLong(Bounds::end).sum();
    past.add(new Sample(clock.millis(), end, sinks, source));
    checkBooks(bases, watermarks);
  }

  private Sample.Sink look(
      SinkObserver sink,
      Map<Integer, Bounds> bounds,
      Map<Integer, Long> bases,
      Map<String, Map<Integer, Long>> watermarks) {
    try {
      Map<Integer, Long> stands = new HashMap<>(bases);
      stands.putAll(sink.watermarks());
      Map<Integer, Long> passed = new HashMap<>(stands);
      passed.keySet().retainAll(bases.keySet());
      watermarks.put(sink.name(), passed);
      long position = 0;
      long lag = 0;
      for (Map.Entry<Integer, Bounds> bound : bounds.entrySet()) {
        long at = stands.getOrDefault(bound.getKey(), bound.getValue().first());
        position += at;
        lag += Math.max(0, bound.getValue().end() - at);
      }
      return bounds.isEmpty()
          ? new Sample.Sink(Sample.UNKNOWN, Sample.UNKNOWN, Optional.empty())
          : new Sample.Sink(position, lag, Optional.empty());
    } catch (AzudException e) {
      return new Sample.Sink(Sample.UNKNOWN, Sample.UNKNOWN, Optional.of(Trouble.of(e)));
    } catch (RuntimeException e) {
      return new Sample.Sink(Sample.UNKNOWN, Sample.UNKNOWN, Optional.of(fault(sink.name(), e)));
    }
  }

  private Map<Integer, Long> bases() {
    try {
      Ledger ledger = new Ledger(watched.ledgerDatabase());
      hasLedger = hasLedger || isThere(ledger);
      return hasLedger ? ledger.bases(pipeline().name()) : Map.of();
    } catch (AzudException e) {
      books = Optional.of(Trouble.of(e));
      return Map.of();
    }
  }

  /** Makes what the console needs; where that is not allowed, what is there must do. */
  private static boolean isThere(Ledger ledger) {
    try {
      ledger.create();
      return true;
    } catch (AzudException e) {
      if (e.code() != ErrorCode.POSTGRES_REFUSED) {
        throw e;
      }
      return ledger.exists();
    }
  }

  /** Whether there is a ledger to ask; looked for at every {@link #look}. */
  boolean hasLedger() {
    return hasLedger;
  }

  private void checkBooks(Map<Integer, Long> bases, Map<String, Map<Integer, Long>> watermarks) {
    if (!hasLedger) {
      return;
    }
    try {
      Books all = new Books(watched.ledgerDatabase());
      Optional<Trouble> found = Optional.empty();
      for (Map.Entry<String, Map<Integer, Long>> sink : watermarks.entrySet()) {
        for (Map.Entry<Integer, Books.Sum> sum :
            all.of(pipeline().name(), sink.getKey(), sink.getValue()).entrySet()) {
          long passed = sink.getValue().get(sum.getKey()) - bases.get(sum.getKey());
          if (sum.getValue().covered() + sum.getValue().lost() != passed) {
            found = Optional.of(unbalanced(sink.getKey(), sum.getKey()));
          }
        }
      }
      books = found;
      if (looks++ % LOOKS_BETWEEN_COUNTS == 0) {
        deadLetters = ledger().deadLetters();
      }
    } catch (AzudException e) {
      books = Optional.of(Trouble.of(e));
    }
  }

  private static Trouble unbalanced(String sink, int partition) {
    return new Trouble(
        ErrorCode.BOOKS_UNBALANCED.name(),
        "sink "
            + sink
            + ", partition "
            + partition
            + ": the books do not cover what the sink has passed; run 'azud verify'");
  }

  private Trouble fault(String where, RuntimeException e) {
    LOG.warn("looking at {} of pipeline {} failed", where, pipeline().name(), e);
    return new Trouble(
        ErrorCode.INTERNAL.name(), where + " did not answer: " + e.getClass().getSimpleName());
  }

  @Override
  public void close() {
    watched.close();
  }
}
