// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.batch.Counts;
import io.azud.engine.log.LogLabels;
import io.azud.engine.log.LogLabels.Label;
import io.azud.engine.log.Story;
import io.azud.engine.log.Story.Event;
import io.azud.spi.Sink;
import io.azud.spi.SliceReceipt;
import java.util.List;

/** What the log says of a pass. */
final class PassStory {
  private PassStory() {}

  static LogLabels labels(Batch batch) {
    return LogLabels.current().with(Label.PIPELINE, batch.pipeline()).with(Label.BATCH, batch.id());
  }

  static void planned(Batch batch) {
    Story.tell(Event.BATCH_PLANNED, "epoch {}: {}", batch.epoch(), batch.slices());
  }

  static void worked(SliceResult result) {
    Counts counts = result.counts();
    Story.tell(
        Event.SLICE_WORKED,
        "{} read, {} accepted, {} rejected, {} filtered; written for {}",
        counts.read(),
        counts.accepted(),
        counts.rejected(),
        counts.filtered(),
        result.receipts().keySet());
  }

  static void committed(
      Sink sink, Batch batch, CommitOutcome outcome, List<SliceReceipt> receipts) {
    try (LogLabels.Scope scope = labels(batch).with(Label.SINK, sink.name()).open()) {
      Story.tell(
          Event.SINK_COMMITTED,
          "{} of {} rows",
          outcome instanceof CommitOutcome.AlreadyCommitted ? "had the commit" : "commit",
          receipts.stream().mapToLong(SliceReceipt::rows).sum());
    }
  }

  static void ended(PassReport report) {
    try (LogLabels.Scope scope = labels(report.batch()).open()) {
      for (SinkFailure failure : report.failures()) {
        failed(failure);
      }
      Counts counts = report.counts();
      Story.tell(
          Event.BATCH_ENDED,
          "{} read, {} accepted, {} rejected, {} filtered; {} ms of work, {} ms of commit",
          counts.read(),
          counts.accepted(),
          counts.rejected(),
          counts.filtered(),
          report.working().toMillis(),
          report.committing().toMillis());
    }
  }

  private static void failed(SinkFailure failure) {
    try (LogLabels.Scope scope = LogLabels.current().with(Label.SINK, failure.sink()).open()) {
      Story.warn(
          Event.SINK_FAILED,
          failure.code().name(),
          "{} {}: {}",
          failure.sink(),
          failure.code(),
          failure.message());
    }
  }
}
