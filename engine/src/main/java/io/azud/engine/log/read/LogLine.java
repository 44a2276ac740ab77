// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log.read;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of the log.
 *
 * @param at when it was written
 * @param fields all of the line by ECS names, {@code labels.pipeline} for example
 */
public record LogLine(Instant at, Map<String, String> fields) {
  /** As they were written: in one process's own order where the clock does not tell. */
  public static final Comparator<LogLine> IN_ORDER =
      Comparator.comparing(LogLine::at)
          .thenComparing(line -> line.field("host.name"))
          .thenComparing(line -> line.field("process.pid"))
          .thenComparingLong(LogLine::sequence);

  public LogLine {
    fields = Map.copyOf(fields);
  }

  /** Empty when the line does not have it. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }

  public String label(String name) {
    return field("labels." + name);
  }

  public String level() {
    return field("log.level");
  }

  /** What happened, {@code batch-planned} for example; empty for a line that tells no event. */
  public String event() {
    return field("event.action");
  }

  public String message() {
    return field("message");
  }

  /** Whatever brought it may have brought it twice: the same for both. */
  String identity() {
    return String.join(
            " ", at.toString(), field("host.name"), field("process.pid"), field("event.sequence"))
        + message();
  }

  private long sequence() {
    String text = field("event.sequence");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  /** The fields by name. */
  public Map<String, String> sorted() {
    return new TreeMap<>(fields);
  }
}
