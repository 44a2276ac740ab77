// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.ledger.SliceLedger;
import io.azud.engine.log.LogLabels;
import io.azud.engine.log.LogLabels.Label;
import io.azud.engine.log.WithoutContent;
import io.azud.engine.sql.CompiledSql;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import io.azud.position.Slice;
import io.azud.spi.RawRecord;
import io.azud.spi.RecordCursor;
import io.azud.spi.RowGuard;
import io.azud.spi.SliceReader;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriterFactory;
import io.azud.spi.Verdict;
import io.azud.spi.Verdict.Rejection;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work on one slice, done wherever Spark puts it: read, decode, check, transform, write; then
 * the ledger, then the sinks.
 *
 * <p>A sink that fails drops out and the others carry on. What goes wrong comes back in the result
 * instead of being thrown, so that it stays a named error and so that Spark does not repeat work
 * that a sink has already committed.
 *
 * @param writers by sink
 * @param labels of the log lines, from the driver
 */
record SliceTask(
    Pipeline pipeline,
    CompiledSql sql,
    Batch batch,
    SliceReader reader,
    RowGuard guard,
    PostgresDatabase ledger,
    Map<String, SliceWriterFactory> writers,
    LogLabels labels)
    implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(SliceTask.class);

  SliceResult run(SliceWork work, long attempt) {
    try (LogLabels.Scope scope = labels.with(Label.RANGE, work.slice().toString()).open()) {
      return attempt(work, attempt);
    }
  }

  private SliceResult attempt(SliceWork work, long attempt) {
    Slice slice = work.slice();
    Tally tally = new Tally();
    try (SinkFan sinks = new SinkFan(writers, work, attempt)) {
      try {
        SliceLedger books = new SliceLedger(ledger, batch, slice, work.participants());
        drain(slice, sinks, books, tally);
        if (tally.isOver(pipeline.deadLetters())) {
          books.show();
          throw tally.over(slice, pipeline.deadLetters());
        }
        Counts counts = tally.close(slice);
        books.finish(counts);
        Map<String, SliceReceipt> receipts = sinks.finish(counts);
        SliceResult result =
            new SliceResult(slice, counts, receipts, sinks.failures(), sinks.tombstones());
        PassStory.worked(result);
        return result;
      } catch (AzudException e) {
        return failed(slice, tally, sinks, e);
      } catch (RuntimeException e) {
        LOG.error("slice {} of pipeline {} failed", slice, pipeline.name(), WithoutContent.of(e));
        return failed(slice, tally, sinks, fault(e));
      }
    }
  }

  private static SliceResult failed(Slice slice, Tally tally, SinkFan sinks, AzudException e) {
    return new SliceResult(slice, tally.counts(), Map.of(), sinks.failuresAnd(e), List.of());
  }

  /** Says where, not what: the message of a foreign exception may hold a record's content. */
  private static AzudException fault(RuntimeException e) {
    String place = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
    return new AzudException(
        ErrorCode.INTERNAL, "a task failed with " + e.getClass().getName() + place, e);
  }

  private void drain(Slice slice, SinkFan sinks, SliceLedger books, Tally tally) {
    RecordStages stages = RecordStages.of(pipeline, sql, guard);
    try (RecordCursor records = reader.open(slice)) {
      while (records.advance()) {
        RawRecord record = records.record();
        tally.read();
        Verdict verdict =
            record.value() == null ? stages.processTombstone(record) : stages.process(record);
        if (verdict instanceof Rejection rejection) {
          books.reject(record, rejection);
          tally.rejected();
        } else if (verdict == Verdict.FILTERED) {
          tally.filtered();
        } else if (record.value() == null) {
          sinks.delete(record);
          tally.tombstone();
        } else {
          sinks.write(stages.row());
          tally.accepted();
          if (stages.warned()) {
            tally.warned();
          }
        }
      }
    }
  }
}
