// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.log;

import io.azud.engine.log.LogDirectory;
import io.azud.environment.Logs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/**
 * The log in files, from the moment when the environment is known that declares them. log4j is
 * configured before that, so this adds to its configuration.
 */
public final class LogFiles {
  private static final String NAME = "files";
  private static final String LINE = "classpath:io/azud/engine/log/ecs.json";

  private LogFiles() {}

  /** From now on this process's log goes to the files that are declared, if any are. */
  public static void keep(Logs logs) {
    stop();
    if (logs.hasFiles()) {
      LoggerContext context = (LoggerContext) LogManager.getContext(false);
      Appender appender = appender(context.getConfiguration(), logs);
      appender.start();
      add(context.getConfiguration(), appender);
      context.updateLoggers();
    }
  }

  private static Appender appender(Configuration configuration, Logs logs) {
    JsonTemplateLayout layout =
        JsonTemplateLayout.newBuilder()
            .setConfiguration(configuration)
            .setCharset(StandardCharsets.UTF_8)
            .setEventTemplateUri(LINE)
            .build();
    LogDirectory directory =
        new LogDirectory(Path.of(logs.directory()), (long) logs.maxMegabytes() << 20);
    return new FileAppender(NAME, layout, directory, logs.directory());
  }

  private static void add(Configuration configuration, Appender appender) {
    configuration.addAppender(appender);
    configuration.getRootLogger().addAppender(appender, null, null);
    for (LoggerConfig logger : configuration.getLoggers().values()) {
      if (!logger.isAdditive()) {
        logger.addAppender(appender, null, null);
      }
    }
  }

  /** From now on the log goes to stderr alone again. */
  public static void stop() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    Appender appender = configuration.getAppenders().get(NAME);
    if (appender == null) {
      return;
    }
    configuration.getRootLogger().removeAppender(NAME);
    configuration.getLoggers().values().forEach(logger -> logger.removeAppender(NAME));
    configuration.getAppenders().remove(NAME);
    context.updateLoggers();
    appender.stop();
  }
}
