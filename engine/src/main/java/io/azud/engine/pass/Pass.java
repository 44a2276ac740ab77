// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.engine.OpenPipeline;
import io.azud.engine.ledger.CommitTally;
import io.azud.engine.ledger.SliceLedger.Participants;
import io.azud.engine.ledger.Tallies;
import io.azud.engine.log.LogLabels;
import io.azud.engine.plan.PassPlan;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Slice;
import io.azud.spi.RowGuard;
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

/**
 * Works one planned range through: one Spark job in which every slice is read once and written to
 * all its sinks, then the commit of the sinks that commit as a whole.
 */
public final class Pass {
  private final OpenPipeline open;
  private final long epoch;
  private final Clock clock;

  public Pass(OpenPipeline open, long epoch, Clock clock) {
    this.open = open;
    this.epoch = epoch;
    this.clock = clock;
  }

  public PassReport run(PassPlan plan) {
    Instant planned = clock.instant();
    Batch batch = batchOf(plan);
    List<SliceResult> results = work(batch, work(plan), writers(plan, batch));
    Instant worked = clock.instant();

    List<SinkFailure> failures = new ArrayList<>();
    results.forEach(result -> failures.addAll(result.failures()));
    Map<String, CommitOutcome> outcomes = commit(batch, results, failures);
    PassReport report =
        new PassReport(
            batch,
            results,
            outcomes,
            failures,
            Duration.between(planned, worked),
            Duration.between(worked, clock.instant()));
    new Tallies(open.ledgerDatabase())
        .add(
            batch.pipeline(),
            tallies(plan, report),
            Map.of("work", report.working(), "commit", report.committing()));
    PassStory.ended(report);
    return report;
  }

  /** A failure that is of no one sink is one of every sink that took part. */
  private List<CommitTally> tallies(PassPlan plan, PassReport report) {
    List<CommitTally> tallies = new ArrayList<>();
    for (Sink sink : open.sinks()) {
      Optional<SinkFailure> failure =
          report.failures().stream()
              .filter(each -> each.sink().equals(sink.name()) || each.sink().isEmpty())
              .findFirst();
      if (plan.slicesOf(sink.name()).isEmpty()) {
        continue;
      }
      if (failure.isPresent()) {
        tallies.add(CommitTally.failed(sink.name(), failure.get().code()));
      } else if (report.outcomes().containsKey(sink.name())) {
        tallies.add(
            CommitTally.of(
                sink.name(), report.outcomes().get(sink.name()), receipts(sink, report.slices())));
      }
    }
    return tallies;
  }

  private Map<String, SliceWriterFactory> writers(PassPlan plan, Batch batch) {
    Map<String, SliceWriterFactory> writers = new HashMap<>();
    for (Sink sink : open.sinks()) {
      List<Slice> slices = plan.slicesOf(sink.name());
      if (!slices.isEmpty()) {
        writers.put(sink.name(), writer(sink, batch.only(slices)));
      }
    }
    return writers;
  }

  /** A sink that cannot even prepare fails slice by slice, and the others go on. */
  private static SliceWriterFactory writer(Sink sink, Batch batch) {
    try {
      return sink.writer(batch);
    } catch (AzudException e) {
      ErrorCode code = e.code();
      String message = e.getMessage();
      return (slice, attempt) -> {
        throw new AzudException(code, message);
      };
    }
  }

  /** The batch that a plan is, under this instance's epoch. */
  public Batch batchOf(PassPlan plan) {
    return Batch.of(
        open.pipeline().name(), epoch, open.pipeline().hash(), List.copyOf(plan.slices().keySet()));
  }

  /** Runs the tasks; what they write is decided by {@code work} and {@code writers}. */
  public List<SliceResult> work(
      Batch batch, List<SliceWork> work, Map<String, SliceWriterFactory> writers) {
    SliceTask task =
        new SliceTask(
            open.pipeline(),
            open.sql(),
            batch,
            open.source().reader(batch.slices()),
            RowGuard.all(open.sinks().stream().flatMap(sink -> sink.guards().stream()).toList()),
            open.ledgerDatabase(),
            writers,
            PassStory.labels(batch));
    try (LogLabels.Scope scope = PassStory.labels(batch).open()) {
      PassStory.planned(batch);
      return open.spark().run("azud " + batch.pipeline() + " batch " + batch.id(), work, task::run);
    }
  }

  private List<SliceWork> work(PassPlan plan) {
    List<SliceWork> work = new ArrayList<>();
    plan.slices()
        .forEach(
            (slice, sinks) -> work.add(new SliceWork(slice, participants(plan, slice), sinks)));
    return work;
  }

  /** Who takes part in a slice of the plan. */
  public Participants participants(PassPlan plan, Slice slice) {
    return new Participants(
        plan.slices().get(slice),
        plan.slices().get(slice).equals(open.sinkNames()),
        open.source().identity(),
        open.source().lineage());
  }

  private Map<String, CommitOutcome> commit(
      Batch batch, List<SliceResult> results, List<SinkFailure> failures) {
    Map<String, CommitOutcome> outcomes = new LinkedHashMap<>();
    for (Sink sink : open.sinks()) {
      List<SliceReceipt> receipts = receipts(sink, results);
      if (!receipts.isEmpty()) {
        try {
          outcomes.put(sink.name(), commit(sink, batch, receipts));
        } catch (AzudException e) {
          failures.add(new SinkFailure(sink.name(), e.code(), e.getMessage()));
        }
      }
    }
    return outcomes;
  }

  private static List<SliceReceipt> receipts(Sink sink, List<SliceResult> results) {
    return results.stream()
        .map(SliceResult::receipts)
        .filter(receipt -> receipt.containsKey(sink.name()))
        .map(receipt -> receipt.get(sink.name()))
        .toList();
  }

  /**
   * Commits what a sink's writers have left.
   *
   * @throws AzudException {@code BOOKS_UNBALANCED}, {@code COMMIT_UNKNOWN} and what {@link
   *     Sink#commit} throws
   */
  public static CommitOutcome commit(Sink sink, Batch batch, List<SliceReceipt> receipts) {
    for (SliceReceipt receipt : receipts) {
      if (!receipt.counts().balances() || receipt.rows() != receipt.counts().accepted()) {
        throw new AzudException(
            ErrorCode.BOOKS_UNBALANCED,
            "sink "
                + sink.name()
                + ", slice "
                + receipt.slice()
                + ": "
                + receipt.rows()
                + " rows written for "
                + receipt.counts()
                + "; nothing of the batch was committed there");
      }
    }
    CommitOutcome outcome =
        sink.commit(batch.only(receipts.stream().map(SliceReceipt::slice).toList()), receipts);
    if (outcome instanceof CommitOutcome.Unknown unknown) {
      throw new AzudException(
          ErrorCode.COMMIT_UNKNOWN,
          "sink "
              + sink.name()
              + " did not say whether batch "
              + batch.id()
              + " is committed: "
              + unknown.reason()
              + "; nothing was cleaned up, the next pass reads the sink's watermark and goes on from there");
    }
    PassStory.committed(sink, batch, outcome, receipts);
    return outcome;
  }
}
