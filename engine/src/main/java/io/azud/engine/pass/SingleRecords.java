// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.engine.OpenPipeline;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.spi.RawRecord;
import io.azud.spi.RowGuard;
import io.azud.spi.Verdict;
import io.azud.spi.Verdict.Rejection;
import io.azud.spi.Verdict.Stage;

/**
 * Takes records through a pipeline's stages one by one, outside of any pass and without Spark
 * tasks. Belongs to one thread.
 */
public final class SingleRecords {
  private final RecordStages stages;

  public SingleRecords(OpenPipeline open) {
    stages =
        RecordStages.of(
            open.pipeline(),
            open.sql(),
            RowGuard.all(open.sinks().stream().flatMap(sink -> sink.guards().stream()).toList()));
  }

  /**
   * What the pipeline, as it is declared now, makes of a record with a value. A check that would
   * stop a run rejects here: there is no run to stop.
   */
  public Verdict process(RawRecord record) {
    try {
      return stages.process(record);
    } catch (AzudException e) {
      if (e.code() != ErrorCode.CHECK_STOPPED) {
        throw e;
      }
      return new Rejection(Stage.CHECK, "stopped", "a check that stops the pipeline is not true");
    }
  }

  /** What the sinks get of the last accepted record; overwritten by the next one. */
  public Object[] row() {
    return stages.row();
  }
}
