// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log.read;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which lines of the log.
 *
 * @param fields what these ECS fields must say
 * @param least the least important level that counts
 * @param since the earliest line
 * @param limit how many lines at most: the latest
 */
public record LogQuery(Map<String, String> fields, LogLevel least, Instant since, int limit) {
  public static final LogQuery ALL = new LogQuery(Map.of(), LogLevel.DEBUG, Instant.EPOCH, 1_000);

  public LogQuery {
    fields = Map.copyOf(fields);
  }

  /** An empty value asks for nothing. */
  public LogQuery with(String field, String value) {
    if (value.isEmpty()) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new LogQuery(more, least, since, limit);
  }

  public LogQuery atLeast(LogLevel level) {
    return new LogQuery(fields, level, since, limit);
  }

  public LogQuery since(Instant earliest) {
    return new LogQuery(fields, least, earliest, limit);
  }

  public LogQuery atMost(int lines) {
    return new LogQuery(fields, least, since, lines);
  }

  boolean holds(LogLine line) {
    return !line.at().isBefore(since)
        && least.names().contains(line.level())
        && fields.entrySet().stream()
            .allMatch(field -> line.field(field.getKey()).equals(field.getValue()));
  }
}
