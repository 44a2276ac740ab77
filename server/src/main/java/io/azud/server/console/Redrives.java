// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.engine.OpenPipeline;
import io.azud.engine.deadletter.Redrive;
import io.azud.engine.deadletter.RedriveOptions;
import io.azud.engine.deadletter.RedriveReport;
import io.azud.environment.Environment;
import io.azud.pipeline.Pipeline;
import io.azud.server.http.Refusal;
import java.util.concurrent.Semaphore;

/**
 * Redrives dead letters in this process. One at a time: a pipeline with SQL needs Spark, and a
 * process has one.
 */
final class Redrives {
  private final Environment environment;
  private final Semaphore one = new Semaphore(1);

  Redrives(Environment environment) {
    this.environment = environment;
  }

  /**
   * @throws Refusal when another one is at work here
   */
  RedriveReport run(Pipeline pipeline, RedriveOptions options) {
    if (!one.tryAcquire()) {
      throw new Refusal(409, "BUSY", "another redrive is at work; try again when it has ended");
    }
    try (OpenPipeline open = new OpenPipeline(pipeline, environment)) {
      return new Redrive(open).run(options);
    } finally {
      one.release();
    }
  }
}
