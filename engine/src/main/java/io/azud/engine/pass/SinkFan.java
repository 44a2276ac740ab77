// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.batch.Counts;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.spi.RawRecord;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import io.azud.spi.SliceWriterFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The writers of one slice. One that fails drops out, and the rest go on. Belongs to one thread.
 */
final class SinkFan implements AutoCloseable {
  private final List<Open> open = new ArrayList<>();
  private final List<SinkFailure> failures = new ArrayList<>();

  private final List<RawRecord> tombstones = new ArrayList<>();
  private final boolean keepsTombstones;

  private record Open(String sink, SliceWriter writer) {}

  SinkFan(Map<String, SliceWriterFactory> writers, SliceWork work, long attempt) {
    keepsTombstones = !work.writers().equals(work.participants().sinks());
    for (String sink : work.writers()) {
      try {
        open.add(new Open(sink, writers.get(sink).open(work.slice(), attempt)));
      } catch (AzudException e) {
        fail(sink, e);
      }
    }
  }

  void write(Object[] row) {
    for (int i = 0; i < open.size(); i++) {
      try {
        open.get(i).writer.write(row);
      } catch (AzudException e) {
        dropOut(i--, e);
      }
    }
  }

  void delete(RawRecord tombstone) {
    if (keepsTombstones) {
      tombstones.add(tombstone);
    }
    for (int i = 0; i < open.size(); i++) {
      try {
        open.get(i).writer.delete(tombstone);
      } catch (AzudException e) {
        dropOut(i--, e);
      }
    }
  }

  /** Sinks that commit slice by slice do it here. */
  Map<String, SliceReceipt> finish(Counts counts) {
    Map<String, SliceReceipt> receipts = new HashMap<>();
    for (Open each : List.copyOf(open)) {
      try {
        receipts.put(each.sink, each.writer.finish(counts));
      } catch (AzudException e) {
        fail(each.sink, e);
      }
    }
    return receipts;
  }

  /** The records without a value, in order, when what is written are not the sinks themselves. */
  List<RawRecord> tombstones() {
    return tombstones;
  }

  List<SinkFailure> failures() {
    return failures;
  }

  /** The failures when the whole slice failed; that no sink was left is no reason of its own. */
  List<SinkFailure> failuresAnd(AzudException whole) {
    if (!open.isEmpty() || failures.isEmpty()) {
      failures.add(new SinkFailure("", whole.code(), whole.getMessage()));
    }
    return failures;
  }

  private void dropOut(int index, AzudException e) {
    Open failed = open.remove(index);
    failed.writer.close();
    fail(failed.sink, e);
    if (open.isEmpty()) {
      throw new AzudException(
          ErrorCode.TRY_AGAIN, "no sink is left to write to: " + e.getMessage(), e);
    }
  }

  private void fail(String sink, AzudException e) {
    failures.add(new SinkFailure(sink, e.code(), e.getMessage()));
  }

  @Override
  public void close() {
    for (Open each : open) {
      each.writer.close();
    }
  }
}
