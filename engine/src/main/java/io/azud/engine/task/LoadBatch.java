// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.batch.Counts;
import io.azud.engine.OpenPipeline;
import io.azud.engine.ledger.CommitTally;
import io.azud.engine.ledger.PreparedBatch;
import io.azud.engine.ledger.PreparedBatch.Place;
import io.azud.engine.ledger.PreparedBatch.PreparedSlice;
import io.azud.engine.ledger.PreparedBatches;
import io.azud.engine.ledger.Tallies;
import io.azud.engine.pass.Pass;
import io.azud.engine.run.Instance;
import io.azud.engine.verify.Verification;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Slice;
import io.azud.spi.RowFiles;
import io.azud.spi.Sink;
import io.azud.spi.SliceReceipt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code cargar_datos_task}: the prepared batch is in every sink, and the books balance. It can be
 * repeated, also after it was killed: what a sink already holds is left alone.
 */
final class LoadBatch {
  private final OpenPipeline open;
  private final Clock clock;

  LoadBatch(OpenPipeline open, Clock clock) {
    this.open = open;
    this.clock = clock;
  }

  TaskResult run() {
    PreparedBatches prepared = new PreparedBatches(open.ledgerDatabase());
    open.ledger().create();
    PreparedBatch waiting =
        prepared
            .waiting(open.pipeline().name())
            .orElseThrow(() -> new AzudException(ErrorCode.NOTHING_TO_DO, "no batch is prepared"));
    requireSameDefinition(waiting);
    Instance instance = new Instance(open, clock);
    instance.start();
    instance.look();
    instance.requireAll();
    requireFit(waiting, instance.positions());
    Instant began = clock.instant();
    try (RowFiles files = open.rowFiles()) {
      Map<String, Object> commits = load(waiting, instance, files);
      new Tallies(open.ledgerDatabase())
          .add(
              waiting.pipeline(),
              List.of(),
              Map.of("load", Duration.between(began, clock.instant())));
      Verification verification = new Verification(open);
      verification.requireBalanced(instance.positions());
      prepared.end(waiting, PreparedBatches.End.LOADED);
      files.discard(receipts(waiting, Place.STAGING));
      return result(waiting, commits);
    }
  }

  /** Rows that were made by other rules are never mixed with tables of the new ones. */
  private void requireSameDefinition(PreparedBatch batch) {
    if (!batch.configHash().equals(open.pipeline().hash())) {
      throw new AzudException(
          ErrorCode.TRY_AGAIN,
          "pipeline "
              + open.pipeline().name()
              + " has changed since batch "
              + batch.batch()
              + " was prepared; run transformar_datos_task again, which prepares a new batch");
    }
  }

  /**
   * A sink stands at a slice's start, or has it already; anything else means that the batch is out
   * of date.
   */
  private static void requireFit(PreparedBatch batch, Map<String, Map<Integer, Long>> positions) {
    for (PreparedSlice slice : batch.slices()) {
      for (String sink : slice.sinks()) {
        long position = positions.get(sink).get(slice.slice().partition());
        if (position != slice.slice().start() && position < slice.slice().end()) {
          throw new AzudException(
              ErrorCode.TRY_AGAIN,
              "batch "
                  + batch.batch()
                  + " starts at offset "
                  + slice.slice().start()
                  + " of partition "
                  + slice.slice().partition()
                  + ", but sink "
                  + sink
                  + " stands at "
                  + position
                  + "; run transformar_datos_task again, which prepares a new batch");
        }
      }
    }
  }

  private Map<String, Object> load(PreparedBatch waiting, Instance instance, RowFiles files) {
    Map<String, Object> commits = new LinkedHashMap<>();
    for (Sink sink : open.sinks()) {
      Map<Integer, Long> positions = instance.positions().get(sink.name());
      List<PreparedSlice> missing =
          waiting.slices().stream()
              .filter(slice -> slice.sinks().contains(sink.name()))
              .filter(slice -> positions.get(slice.slice().partition()) < slice.slice().end())
              .toList();
      commits.put(
          sink.name(),
          missing.isEmpty() ? "already committed" : load(waiting, sink, missing, instance, files));
    }
    return commits;
  }

  private String load(
      PreparedBatch waiting,
      Sink sink,
      List<PreparedSlice> slices,
      Instance instance,
      RowFiles files) {
    List<Slice> ranges = slices.stream().map(PreparedSlice::slice).toList();
    Batch batch = waiting.under(instance.epoch()).only(ranges);
    List<SliceReceipt> receipts = slices.stream().map(PreparedSlice::receipt).toList();
    if (!sink.name().equals("lake")) {
      LoadTask task = new LoadTask(files.reader(), sink.writer(batch));
      receipts = open.spark().run("azud load " + batch.id(), new ArrayList<>(slices), task::run);
    }
    CommitOutcome outcome = commit(sink, batch, receipts);
    instance.moved(sink.name(), ranges);
    return outcome instanceof CommitOutcome.AlreadyCommitted ? "already committed" : "committed";
  }

  private CommitOutcome commit(Sink sink, Batch batch, List<SliceReceipt> receipts) {
    Tallies tallies = new Tallies(open.ledgerDatabase());
    try {
      CommitOutcome outcome = Pass.commit(sink, batch, receipts);
      tallies.add(
          batch.pipeline(), List.of(CommitTally.of(sink.name(), outcome, receipts)), Map.of());
      return outcome;
    } catch (AzudException e) {
      tallies.add(batch.pipeline(), List.of(CommitTally.failed(sink.name(), e.code())), Map.of());
      throw e;
    }
  }

  private static List<SliceReceipt> receipts(PreparedBatch batch, Place place) {
    return batch.slices().stream()
        .filter(slice -> slice.place() == place)
        .map(PreparedSlice::receipt)
        .toList();
  }

  private TaskResult result(PreparedBatch batch, Map<String, Object> commits) {
    Counts counts = batch.counts();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("batch", batch.batch());
    details.put("read", counts.read());
    details.put("accepted", counts.accepted());
    details.put("rejected", counts.rejected());
    details.put("filtered", counts.filtered());
    details.put("sinks", commits);
    return new TaskResult(
        "batch "
            + batch.batch()
            + " is in every sink: "
            + counts.accepted()
            + " rows, the books balance",
        details);
  }
}
