// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.engine.OpenPipeline;
import io.azud.engine.verify.Verification;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import io.azud.spi.Sink;
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
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final OpenPipeline open;
  private final Clock clock;
  private final Past past = new Past();
  private boolean hasLedger;
  private volatile Optional<Trouble> books = Optional.empty();

  Watch(OpenPipeline open, Clock clock) {
    this.open = open;
    this.clock = clock;
  }

  Pipeline pipeline() {
    return open.pipeline();
  }

  OpenPipeline open() {
    return open;
  }

  Past past() {
    return past;
  }

  /** What is wrong with the books, when they could be read. */
  Optional<Trouble> books() {
    return books;
  }

  /** Asks the source and every sink once; what fails is part of the sample. */
  void look() {
    Map<Integer, Bounds> bounds = Map.of();
    Optional<Trouble> source = Optional.empty();
    try {
      bounds = open.source().bounds();
    } catch (AzudException e) {
      source = Optional.of(Trouble.of(e));
    } catch (RuntimeException e) {
      source = Optional.of(fault("source", e));
    }
    Map<Integer, Long> bases = bases();
    Map<String, Sample.Sink> sinks = new LinkedHashMap<>();
    Map<String, Map<Integer, Long>> watermarks = new HashMap<>();
    for (Sink sink : open.sinks()) {
      sinks.put(sink.name(), look(sink, bounds, bases, watermarks));
    }
    long end =
        source.isPresent()
            ? Sample.UNKNOWN
            : bounds.values().stream().mapToLong(Bounds::end).sum();
    past.add(new Sample(clock.millis(), end, sinks, source));
    checkBooks(watermarks);
  }

  private Sample.Sink look(
      Sink sink,
      Map<Integer, Bounds> bounds,
      Map<Integer, Long> bases,
      Map<String, Map<Integer, Long>> watermarks) {
    try {
      Map<Integer, Long> stands = new HashMap<>(bases);
      stands.putAll(sink.watermarks());
      stands.keySet().retainAll(bases.keySet());
      watermarks.put(sink.name(), stands);
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
      return new Sample.Sink(
          Sample.UNKNOWN, Sample.UNKNOWN, Optional.of(fault(sink.name(), e)));
    }
  }

  private Map<Integer, Long> bases() {
    try {
      hasLedger = hasLedger || open.ledger().exists();
      return hasLedger ? open.ledger().bases(pipeline().name()) : Map.of();
    } catch (AzudException e) {
      books = Optional.of(Trouble.of(e));
      return Map.of();
    }
  }

  /** Whether there is a ledger to ask; looked for at every {@link #look}. */
  boolean hasLedger() {
    return hasLedger;
  }

  private void checkBooks(Map<String, Map<Integer, Long>> watermarks) {
    if (!hasLedger) {
      return;
    }
    try {
      new Verification(open).requireBalanced(watermarks);
      books = Optional.empty();
    } catch (AzudException e) {
      books = Optional.of(Trouble.of(e));
    }
  }

  private Trouble fault(String where, RuntimeException e) {
    LOG.warn("looking at {} of pipeline {} failed", where, pipeline().name(), e);
    return new Trouble(
        ErrorCode.INTERNAL.name(), where + " did not answer: " + e.getClass().getSimpleName());
  }

  @Override
  public void close() {
    open.close();
  }
}
