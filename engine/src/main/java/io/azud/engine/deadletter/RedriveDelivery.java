// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.engine.OpenPipeline;
import io.azud.engine.deadletter.RedriveEntry.Settled;
import io.azud.engine.pass.Pass;
import io.azud.engine.pass.SingleRecords;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Sink;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import io.azud.spi.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Brings one entry of the redrive journal into one sink, once, whatever has been tried before. */
final class RedriveDelivery {
  private static final int TRIES = 3;

  private final OpenPipeline open;
  private final Sink sink;
  private final RedriveJournal journal;

  RedriveDelivery(OpenPipeline open, Sink sink, RedriveJournal journal) {
    this.open = open;
    this.sink = sink;
    this.journal = journal;
  }

  /** An instance that takes the pipeline over meanwhile shuts this one out; then it asks again. */
  void deliver(RedriveEntry entry) {
    for (int attempt = 1; ; attempt++) {
      try {
        deliver(entry, journal.epoch());
        return;
      } catch (AzudException e) {
        if (e.code() != ErrorCode.FENCED || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private void deliver(RedriveEntry entry, long epoch) {
    Slice range = entry.range();
    Long mark = sink.watermarks().get(Lineage.REDRIVE);
    if (mark != null && mark >= range.end()) {
      return;
    }
    // Gives the sink its first mark, or brings it to the epoch of now; else it changes nothing.
    sink.fence(epoch, Map.of(Lineage.REDRIVE, range.start()));
    if (mark != null && mark < range.start()) {
      // Entries from a time when the pipeline did not have this sink.
      sink.skip(epoch, Map.of(Lineage.REDRIVE, mark), Map.of(Lineage.REDRIVE, range.start()));
    }
    Batch batch = Batch.of(open.pipeline().name(), epoch, open.pipeline().hash(), List.of(range));
    Pass.commit(sink, batch, List.of(write(entry, batch)));
  }

  private SliceReceipt write(RedriveEntry entry, Batch batch) {
    SingleRecords records = new SingleRecords(open);
    long attempt = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    try (SliceWriter writer = sink.writer(batch).open(entry.range(), attempt)) {
      for (Settled each : entry.letters()) {
        Verdict verdict = records.process(each.letter().record());
        if (verdict != (each.filtered() ? Verdict.FILTERED : Verdict.ACCEPTED)) {
          throw changed(entry);
        }
        if (!each.filtered()) {
          writer.write(records.row());
        }
      }
      long filtered = entry.letters().size() - entry.rows();
      return writer.finish(new Counts(entry.letters().size(), entry.rows(), 0, filtered, 0, 0));
    }
  }

  private AzudException changed(RedriveEntry entry) {
    return new AzudException(
        ErrorCode.INCOMPATIBLE_CHANGE,
        "a redrive of "
            + entry.letters().size()
            + " dead letters was interrupted, and under the definition of now some of them have another outcome. Put the"
            + " definition back under which it began (hash "
            + entry.configHash()
            + "), run 'azud deadletters redrive' to finish it, then change the definition");
  }
}
