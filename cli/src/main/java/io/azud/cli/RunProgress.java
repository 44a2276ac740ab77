// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.pass.PassReport;
import io.azud.engine.pass.SinkFailure;
import io.azud.engine.run.RunListener;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a run on stderr: a bar on a terminal, a log line for each pass elsewhere. */
final class RunProgress implements RunListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunProgress.class);

  private final String pipeline;
  private final boolean interactive;
  private ProgressBar bar;
  private boolean wasIdle;

  RunProgress(String pipeline) {
    this.pipeline = pipeline;
    this.interactive = System.console() != null;
  }

  @Override
  public void started(long epoch) {
    LOG.info("pipeline {} started, epoch {}", pipeline, epoch);
  }

  @Override
  public void passStarted(long records, long pending) {
    wasIdle = false;
    if (interactive && bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(pipeline)
              .setStyle(ProgressBarStyle.ASCII)
              .setInitialMax(pending)
              .setUnit(" records", 1)
              .showSpeed()
              .build();
    }
    if (bar != null) {
      bar.maxHint(bar.getCurrent() + pending);
    }
  }

  @Override
  public void passEnded(PassReport report) {
    if (bar != null) {
      bar.stepBy(report.counts().read());
      return;
    }
    double seconds = report.working().plus(report.committing()).toMillis() / 1000.0;
    LOG.info(
        "batch {}: {} read, {} accepted, {} rejected, {} filtered in {} s; {}",
        report.batch().id(),
        report.counts().read(),
        report.counts().accepted(),
        report.counts().rejected(),
        report.counts().filtered(),
        String.format(Locale.ROOT, "%.2f", seconds),
        report.outcomes().keySet());
  }

  @Override
  public void sinkPaused(SinkFailure failure) {
    LOG.warn(
        "sink {} is left alone for a while, the others go on: {}: {}",
        failure.sink(),
        failure.code(),
        failure.message());
  }

  @Override
  public void roundFailed(SinkFailure failure) {
    LOG.warn("tried again in a moment: {}: {}", failure.code(), failure.message());
  }

  @Override
  public void idle(Map<Integer, Long> end) {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    if (!wasIdle) {
      LOG.info("pipeline {} has everything, waiting for more", pipeline);
      wasIdle = true;
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
