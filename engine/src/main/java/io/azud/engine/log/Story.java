// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log;

import io.azud.engine.log.LogLabels.Label;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Tells what happens to a batch, from planning to commit, one line for each event. The event's name
 * is the line's marker (ECS {@code event.action}); what it is about are the {@link LogLabels}.
 */
public final class Story {
  /** The logger's name: a console that shows progress in its own way turns it off. */
  public static final String LOGGER = "io.azud.story";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  /** What can be told. */
  public enum Event {
    RUN_STARTED,
    TASK_STARTED,
    TASK_ENDED,
    BATCH_PLANNED,
    SLICE_WORKED,
    SINK_COMMITTED,
    SINK_FAILED,
    BATCH_ENDED,
    RUN_ENDED,
    COMMAND_FAILED;

    /** As it stands in the log, for example {@code batch-planned}. */
    public String action() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Marker marker() {
      return MarkerFactory.getMarker(action());
    }
  }

  private Story() {}

  /** What went as it should. */
  public static void tell(Event event, String message, Object... values) {
    LOG.info(event.marker(), message, values);
  }

  /**
   * What did not, and is tried again or left to whoever asked for it.
   *
   * @param code an error code's name; the line is found by it
   */
  public static void warn(Event event, String code, String message, Object... values) {
    try (LogLabels.Scope scope = coded(code)) {
      LOG.warn(event.marker(), message, values);
    }
  }

  /** What did not, and ends the process's work. */
  public static void fail(Event event, String code, String message, Object... values) {
    try (LogLabels.Scope scope = coded(code)) {
      LOG.error(event.marker(), message, values);
    }
  }

  private static LogLabels.Scope coded(String code) {
    return LogLabels.current().with(Label.ERROR_CODE, code).open();
  }
}
