// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.engine.OpenPipeline;
import io.azud.engine.run.PipelineRun;
import io.azud.engine.run.RunListener;
import io.azud.engine.run.RunOptions;
import io.azud.engine.run.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A pipeline that runs, and a producer that feeds it, until closed. */
final class Load implements AutoCloseable {
  private static final int RECORDS = 200;

  private final StopSignal stop = new StopSignal();
  private final OpenPipeline open;
  private final Thread run;
  private final Thread producer;
  private volatile boolean producing = true;

  Load(LivePlatform platform, OpenPipeline open, int first) {
    this.open = open;
    run = new Thread(this::run, "load-run");
    producer = new Thread(() -> produce(platform, first), "load-producer");
    run.start();
    producer.start();
  }

  private void run() {
    new PipelineRun(open, RunOptions.CONTINUOUS, new RunListener() {}, stop, Clock.systemUTC())
        .run();
  }

  private void produce(LivePlatform platform, int first) {
    for (int at = first; producing; at += RECORDS) {
      platform.produceOrders(at, RECORDS);
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }

  @Override
  public void close() {
    producing = false;
    stop.give();
    try {
      producer.join();
      run.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
