// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.server.metrics.SourceReading.Waiting;
import io.azud.spi.Source.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where one sink stands in what the source has.
 *
 * @param source the source's last answer
 * @param marks the sink's position in each partition of the source
 */
record SinkPosition(SourceReading source, Waiting waiting, Map<Integer, Long> marks) {

  /**
   * @param watermarks the sink's own, as far as it has any
   * @param bases where the ledger says that partitions begin
   */
  static SinkPosition of(
      String sink, SourceReading source, Map<Integer, Long> watermarks, Map<Integer, Long> bases) {
    Map<Integer, Long> marks = new TreeMap<>();
    source
        .bounds()
        .forEach(
            (partition, bound) ->
                marks.put(
                    partition,
                    watermarks.getOrDefault(
                        partition, bases.getOrDefault(partition, bound.first()))));
    return new SinkPosition(source, source.sinks().getOrDefault(sink, Waiting.UNKNOWN), marks);
  }

  /** By partition. */
  Map<Integer, Long> lag() {
    Map<Integer, Long> lag = new TreeMap<>();
    source
        .bounds()
        .forEach(
            (partition, bound) ->
                lag.put(partition, Math.max(0, bound.end() - marks.get(partition))));
    return lag;
  }

  long totalLag() {
    return lag().values().stream().mapToLong(Long::longValue).sum();
  }

  long lost() {
    return source.bounds().entrySet().stream()
        .mapToLong(each -> Math.max(0, each.getValue().first() - marks.get(each.getKey())))
        .sum();
  }

  /** The sink holds all that came to the source until then; empty when that is not known yet. */
  Optional<Instant> freshness() {
    Instant complete = source.at();
    for (Map.Entry<Integer, Long> lag : lag().entrySet()) {
      if (lag.getValue() > 0) {
        Instant since = waiting.since().get(lag.getKey());
        if (since == null) {
          return Optional.empty();
        }
        complete = since.isBefore(complete) ? since : complete;
      }
    }
    return Optional.of(complete);
  }

  Optional<Duration> age() {
    return freshness().map(until -> Duration.between(until, source.at()));
  }

  Optional<Instant> newest() {
    return waiting.newest().values().stream().max(Instant::compareTo);
  }

  double retentionMargin() {
    return source.bounds().entrySet().stream()
        .mapToDouble(each -> margin(each.getValue(), marks.get(each.getKey())))
        .min()
        .orElse(1);
  }

  private static double margin(Bounds bound, long mark) {
    if (bound.first() == 0 || mark >= bound.end()) {
      return 1;
    }
    return Math.max(0, mark - bound.first()) / (double) (bound.end() - bound.first());
  }
}
