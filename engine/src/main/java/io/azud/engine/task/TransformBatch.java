// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.engine.OpenPipeline;
import io.azud.engine.ledger.PreparedBatch;
import io.azud.engine.ledger.PreparedBatch.Place;
import io.azud.engine.ledger.PreparedBatch.PreparedSlice;
import io.azud.engine.ledger.PreparedBatches;
import io.azud.engine.ledger.Tallies;
import io.azud.engine.pass.Pass;
import io.azud.engine.pass.SinkFailure;
import io.azud.engine.pass.SliceResult;
import io.azud.engine.pass.SliceWork;
import io.azud.engine.plan.PassPlan;
import io.azud.engine.plan.Planner;
import io.azud.engine.run.Instance;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.spi.RowFiles;
import io.azud.spi.Sink;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriterFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code transformar_datos_task}: the pending range is read, decoded, checked, transformed and
 * written to data files, its dead letters and books are in the ledger, and nothing of it is visible
 * yet.
 */
final class TransformBatch {
  /** How many positions of a partition one run covers; what is beyond is left to the next run. */
  static final long RECORDS_A_PARTITION = 5_000_000;

  private static final String LAKE = "lake";
  private static final String STAGING = "staging";

  private final OpenPipeline open;
  private final Clock clock;
  private final long mostRecords;
  private final PreparedBatches prepared;

  /**
   * @param mostRecords how many positions of a partition are covered at most
   */
  TransformBatch(OpenPipeline open, Clock clock, long mostRecords) {
    this.open = open;
    this.clock = clock;
    this.mostRecords = mostRecords;
    this.prepared = new PreparedBatches(open.ledgerDatabase());
  }

  TaskResult run() {
    Instance instance = new Instance(open, clock);
    instance.start();
    instance.look();
    instance.requireAll();
    try (RowFiles files = open.rowFiles()) {
      Optional<PreparedBatch> waiting = prepared.waiting(open.pipeline().name());
      if (waiting.isPresent() && stillFits(waiting.get(), instance)) {
        return result("already prepared, waits to be loaded", waiting.get());
      }
      waiting.ifPresent(batch -> abandon(batch, files));
      PassPlan plan =
          new Planner(open.pipeline().name(), mostRecords)
              .plan(instance.bounds(), instance.positions(), open.sinkNames());
      if (plan.isEmpty()) {
        throw new AzudException(ErrorCode.NOTHING_TO_DO, "no records are pending");
      }
      Instant began = clock.instant();
      PreparedBatch batch = prepare(plan, instance.epoch(), files);
      prepared.keep(batch, instance.epoch());
      new Tallies(open.ledgerDatabase())
          .add(
              batch.pipeline(),
              List.of(),
              Map.of("work", Duration.between(began, clock.instant())));
      return result("prepared, nothing visible yet", batch);
    }
  }

  /** The sinks have not moved since, and the definition is the same. */
  private boolean stillFits(PreparedBatch batch, Instance instance) {
    return batch.configHash().equals(open.pipeline().hash())
        && batch.slices().stream()
            .allMatch(
                slice ->
                    slice.sinks().stream()
                        .allMatch(
                            sink ->
                                instance.positions().get(sink).get(slice.slice().partition())
                                    == slice.slice().start()));
  }

  private void abandon(PreparedBatch batch, RowFiles files) {
    prepared.end(batch, PreparedBatches.End.ABANDONED);
    files.discard(
        batch.slices().stream()
            .filter(slice -> slice.place() == Place.STAGING)
            .map(PreparedSlice::receipt)
            .toList());
  }

  private PreparedBatch prepare(PassPlan plan, long epoch, RowFiles files) {
    Pass pass = new Pass(open, epoch, clock);
    Batch batch = pass.batchOf(plan);
    List<SliceWork> work = new ArrayList<>();
    plan.slices()
        .forEach(
            (slice, sinks) ->
                work.add(
                    new SliceWork(
                        slice,
                        pass.participants(plan, slice),
                        Set.of(sinks.contains(LAKE) ? LAKE : STAGING))));
    List<SliceResult> results = pass.work(batch, work, writers(plan, batch, files));
    failOnAny(results);
    List<PreparedSlice> slices = new ArrayList<>();
    for (SliceResult result : results) {
      Map.Entry<String, SliceReceipt> written = result.receipts().entrySet().iterator().next();
      Place place = written.getKey().equals(LAKE) ? Place.LAKE : Place.STAGING;
      Set<String> sinks = plan.slices().get(result.slice());
      slices.add(
          new PreparedSlice(result.slice(), sinks, written.getValue(), place, result.tombstones()));
    }
    return new PreparedBatch(batch.id(), batch.pipeline(), batch.configHash(), slices);
  }

  private Map<String, SliceWriterFactory> writers(PassPlan plan, Batch batch, RowFiles files) {
    Map<String, SliceWriterFactory> writers = new HashMap<>();
    writers.put(STAGING, files.writer(batch));
    for (Sink sink : open.sinks()) {
      if (sink.name().equals(LAKE)) {
        writers.put(LAKE, sink.writer(batch.only(plan.slicesOf(LAKE))));
      }
    }
    return writers;
  }

  private static void failOnAny(List<SliceResult> results) {
    for (SliceResult result : results) {
      for (SinkFailure failure : result.failures()) {
        throw new AzudException(failure.code(), failure.message());
      }
    }
  }

  private TaskResult result(String what, PreparedBatch batch) {
    Counts counts = batch.counts();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("batch", batch.batch());
    details.put("slices", batch.slices().stream().map(slice -> slice.slice().toString()).toList());
    details.put("read", counts.read());
    details.put("accepted", counts.accepted());
    details.put("rejected", counts.rejected());
    details.put("filtered", counts.filtered());
    details.put("bytes", batch.slices().stream().mapToLong(slice -> slice.receipt().bytes()).sum());
    return new TaskResult(
        "batch " + batch.batch() + " of " + counts.read() + " records " + what, details);
  }
}
