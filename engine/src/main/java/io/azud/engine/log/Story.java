// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log;

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
    BATCH_ENDED;

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

  /** What did not, and will be tried again or ends the run. */
  public static void warn(Event event, String message, Object... values) {
    LOG.warn(event.marker(), message, values);
  }
}
