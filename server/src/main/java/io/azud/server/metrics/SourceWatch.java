// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.server.metrics.SourceReading.Waiting;
import io.azud.spi.Source;
import io.azud.spi.Source.Bounds;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks a source what it has, and how long the records have waited that the sinks lack. */
final class SourceWatch {
  private static final int MOST_REMEMBERED = 20_000;

  private final Source source;
  private final Clock clock;

  /** Times of records do not change: each is asked for once. */
  private final Map<Place, Instant> arrivals =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Instant> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private final Map<String, Map<Integer, FirstSeen>> pending = new HashMap<>();

  private record Place(int partition, long position) {}

  private record FirstSeen(long position, Instant at) {}

  SourceWatch(Source source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * @param positions where each sink stands, as far as is known, by sink and partition
   */
  SourceReading look(Map<String, Map<Integer, Long>> positions) {
    Instant now = clock.instant();
    String identity = source.identity();
    Map<Integer, Bounds> bounds = source.glance();
    Map<String, Waiting> sinks = new HashMap<>();
    positions.forEach((sink, marks) -> sinks.put(sink, waiting(sink, marks, bounds, now)));
    return new SourceReading(now, identity, bounds, sinks);
  }

  private Waiting waiting(
      String sink, Map<Integer, Long> marks, Map<Integer, Bounds> bounds, Instant now) {
    Map<Integer, Long> first = new HashMap<>();
    Map<Integer, Long> last = new HashMap<>();
    bounds.forEach(
        (partition, bound) -> {
          long mark = marks.getOrDefault(partition, bound.first());
          if (mark < bound.end()) {
            first.put(partition, Math.max(mark, bound.first()));
          }
          if (mark > bound.first() && mark <= bound.end()) {
            last.put(partition, mark - 1);
          }
        });
    Map<Integer, Instant> since = times(first, now);
    Map<Integer, FirstSeen> seen = firstSeen(sink, first, now);
    first.keySet().forEach(partition -> since.putIfAbsent(partition, seen.get(partition).at()));
    return new Waiting(since, times(last, now));
  }

  private Map<Integer, FirstSeen> firstSeen(String sink, Map<Integer, Long> first, Instant now) {
    Map<Integer, FirstSeen> before = pending.getOrDefault(sink, Map.of());
    Map<Integer, FirstSeen> seen = new HashMap<>();
    first.forEach(
        (partition, position) -> {
          FirstSeen known = before.get(partition);
          boolean same = known != null && known.position() == position;
          seen.put(partition, same ? known : new FirstSeen(position, now));
        });
    pending.put(sink, seen);
    return seen;
  }

  /** What a producer dates into the future has come by now. */
  private Map<Integer, Instant> times(Map<Integer, Long> positions, Instant now) {
    Map<Integer, Long> unknown = new HashMap<>(positions);
    unknown.entrySet().removeIf(each -> arrivals.containsKey(place(each)));
    if (!unknown.isEmpty()) {
      source
          .arrivals(unknown)
          .forEach(
              (partition, time) ->
                  arrivals.put(new Place(partition, unknown.get(partition)), earlier(time, now)));
    }
    Map<Integer, Instant> times = new HashMap<>();
    for (Map.Entry<Integer, Long> each : positions.entrySet()) {
      Instant time = arrivals.get(place(each));
      if (time != null) {
        times.put(each.getKey(), time);
      }
    }
    return times;
  }

  private static Place place(Map.Entry<Integer, Long> position) {
    return new Place(position.getKey(), position.getValue());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
