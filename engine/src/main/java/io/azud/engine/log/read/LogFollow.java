// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log.read;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the log again and again, for what has come. Not thread-safe. */
public final class LogFollow {
  /** How much later than another a line may come that was written before it. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private final LogReader reader;
  private final LogQuery query;
  private final Map<String, Instant> seen = new HashMap<>();
  private Instant latest;

  public LogFollow(LogReader reader, LogQuery query) {
    this.reader = reader;
    this.query = query;
    this.latest = query.since();
  }

  /** What the query asks for and was not given before, in order. */
  public List<LogLine> next() {
    Instant earliest = seen.isEmpty() ? query.since() : latest.minus(LATE);
    List<LogLine> news =
        reader.find(query.since(earliest)).stream()
            .filter(line -> seen.put(line.identity(), line.at()) == null)
            .toList();
    news.forEach(line -> latest = line.at().isAfter(latest) ? line.at() : latest);
    seen.values().removeIf(at -> at.isBefore(latest.minus(LATE)));
    return news;
  }
}
