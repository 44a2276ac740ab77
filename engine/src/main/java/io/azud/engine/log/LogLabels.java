// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.MDC;

/**
 * What the lines of a log are about. Every line that a thread writes while labels are open carries
 * them; a task takes those of the driver along. Immutable.
 */
public final class LogLabels implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The names under which a log store finds a line. */
  public enum Label {
    PIPELINE("pipeline"),
    BATCH("batch"),
    RANGE("range"),
    SINK("sink"),
    TASK("task"),
    /** One process's work, or what the orchestrator calls it. */
    RUN_ID("run_id"),
    /** The W3C trace that the run belongs to. */
    TRACE_ID("trace_id"),
    /** The {@link io.azud.error.ErrorCode} of what failed. */
    ERROR_CODE("error_code");

    private final String key;

    Label(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }
  }

  /** Closing it gives the thread the labels back that it had before. */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  private final Map<Label, String> values;

  private LogLabels(Map<Label, String> values) {
    this.values = values;
  }

  /** The labels that are open in this thread. */
  public static LogLabels current() {
    Map<Label, String> values = new EnumMap<>(Label.class);
    for (Label label : Label.values()) {
      String value = MDC.get(label.key);
      if (value != null) {
        values.put(label, value);
      }
    }
    return new LogLabels(values);
  }

  /** These and one more. */
  public LogLabels with(Label label, String value) {
    Map<Label, String> more = new EnumMap<>(Label.class);
    more.putAll(values);
    more.put(label, value);
    return new LogLabels(more);
  }

  /** Puts the labels on what this thread logs, until a scope that was opened before is closed. */
  public void put() {
    values.forEach((label, value) -> MDC.put(label.key, value));
  }

  /** Puts the labels on what this thread logs, until the scope is closed. */
  public Scope open() {
    Map<String, String> before = MDC.getCopyOfContextMap();
    Map<String, String> now = before == null ? new HashMap<>() : new HashMap<>(before);
    values.forEach((label, value) -> now.put(label.key, value));
    MDC.setContextMap(now);
    return () -> MDC.setContextMap(before == null ? Map.of() : before);
  }
}
