// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.log;

import io.azud.engine.log.LogDirectory;
import java.io.IOException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to a directory. What cannot be kept is lost, and the work goes on: the log says so once,
 * and again when a line could be kept since.
 */
final class FileAppender extends AbstractAppender {
  private static final Logger LOG = LoggerFactory.getLogger(FileAppender.class);

  private final LogDirectory directory;
  private final String where;
  private boolean told;

  FileAppender(String name, Layout<?> layout, LogDirectory directory, String where) {
    super(name, null, layout, true, Property.EMPTY_ARRAY);
    this.directory = directory;
    this.where = where;
    setHandler(new Silence());
  }

  @Override
  public void append(LogEvent event) {
    if (!isProgress(event)) {
      keep(getLayout().toByteArray(event));
    }
  }

  /** Progress is for people; the story tells the same. */
  private static boolean isProgress(LogEvent event) {
    return event.getLoggerName().endsWith(".RunProgress")
        && !event.getLevel().isMoreSpecificThan(Level.WARN);
  }

  private synchronized void keep(byte[] line) {
    try {
      directory.append(line);
      told = false;
    } catch (IOException e) {
      if (!told) {
        told = true;
        LOG.warn("the log cannot be kept in {} ({}); the work goes on without", where, reason(e));
      }
    }
  }

  private static String reason(IOException e) {
    String words = e.getMessage();
    return e.getClass().getSimpleName() + (words == null ? "" : ": " + words);
  }

  @Override
  public void stop() {
    super.stop();
    directory.close();
  }

  /** The warning above comes back to this appender, which log4j takes for a fault. */
  private static final class Silence implements ErrorHandler {
    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Throwable t) {}

    @Override
    public void error(String message, LogEvent event, Throwable t) {}
  }
}
