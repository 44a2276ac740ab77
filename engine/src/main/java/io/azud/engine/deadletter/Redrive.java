// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

import io.azud.engine.OpenPipeline;
import io.azud.engine.database.AdvisoryLock;
import io.azud.engine.deadletter.Eligible.Position;
import io.azud.engine.deadletter.RedriveEntry.Settled;
import io.azud.engine.deadletter.RedriveOptions.Mode;
import io.azud.engine.pass.SingleRecords;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.PostgresDefinition;
import io.azud.position.Lineage;
import io.azud.spi.Sink;
import io.azud.spi.Verdict;
import io.azud.spi.Verdict.Rejection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes dead letters through the pipeline as it is declared now, and writes those that pass into
 * every sink exactly once. The pipeline may run meanwhile.
 *
 * <p>The redriven letters are a source of their own: a journal in the ledger, of which each sink
 * has a watermark that moves in the same atomic act as the rows. Killed at any moment, the next
 * redrive finishes what was begun. See {@code docs/decisions/0006-redrive.md}.
 */
public final class Redrive {
  private final OpenPipeline open;
  private final RedriveJournal journal;
  private final Set<String> sinks;

  /**
   * @param open stays the caller's, and is used by one thread
   */
  public Redrive(OpenPipeline open) {
    this.open = open;
    this.journal = new RedriveJournal(open.ledgerDatabase(), open.pipeline().name());
    this.sinks = open.sinkNames();
  }

  /**
   * @throws AzudException {@code TRY_AGAIN} while another redrive of the pipeline is at work,
   *     {@code INCOMPATIBLE_CHANGE} when a redrive was interrupted and its letters no longer pass,
   *     {@code NOTHING_TO_DO} when the pipeline has never run
   */
  public RedriveReport run(RedriveOptions options) {
    requireVersions();
    open.ledger().create();
    journal.epoch();
    if (options.mode() == Mode.DRY_RUN) {
      return work(options);
    }
    try (Connection lock = open.ledgerDatabase().open()) {
      lock.setAutoCommit(false);
      if (!AdvisoryLock.tryTake(lock, "azud.redrive/" + open.pipeline().name())) {
        throw new AzudException(
            ErrorCode.TRY_AGAIN, "another redrive of this pipeline is at work; wait until it ends");
      }
      open.sinks().forEach(Sink::apply);
      journal
          .unfinished()
          .ifPresent(
              entry -> {
                deliver(entry);
                journal.close(entry, options.actor());
              });
      return work(options);
    } catch (SQLException e) {
      throw open.ledgerDatabase().failure("hold the redrive's lock", e);
    }
  }

  /** Without a version, a row from the past would replace the newer one of its key. */
  private void requireVersions() {
    for (PostgresDefinition table : open.pipeline().postgres()) {
      if (table.mode() == PostgresDefinition.Mode.UPSERT && table.version().isEmpty()) {
        throw new AzudException(
            ErrorCode.USAGE,
            "table "
                + table.table()
                + " is loaded with mode: upsert and declares no version: a redriven record could replace a newer one."
                + " Declare 'version', or send the corrected records again");
      }
    }
  }

  private RedriveReport work(RedriveOptions options) {
    Eligible eligible =
        new Eligible(
            open.ledgerDatabase(),
            open.pipeline().name(),
            open.source().lineage(),
            sinks,
            passedByAll());
    Tally tally = new Tally();
    long named = eligible.named(options.which());
    SingleRecords records = new SingleRecords(open);
    List<DeadLetter> page = eligible.next(options, Position.BEFORE_ALL, options.which().limit());
    while (!page.isEmpty()) {
      work(page, records, options, tally);
      Position last = Position.of(page.get(page.size() - 1));
      int left = (int) (options.which().limit() - tally.examined);
      page = left <= 0 ? List.of() : eligible.next(options, last, left);
    }
    return tally.report(options.mode(), named);
  }

  private void work(
      List<DeadLetter> page, SingleRecords records, RedriveOptions options, Tally tally) {
    List<Settled> settled = new ArrayList<>();
    Map<DeadLetter, Rejection> rejected = new LinkedHashMap<>();
    for (DeadLetter letter : page) {
      Verdict verdict = records.process(letter.record());
      tally.add(verdict);
      if (verdict instanceof Rejection rejection) {
        rejected.put(letter, rejection);
      } else {
        settled.add(new Settled(letter, verdict == Verdict.FILTERED));
      }
    }
    if (options.mode() == Mode.DRY_RUN) {
      return;
    }
    if (!rejected.isEmpty()) {
      journal.keepTries(rejected);
    }
    if (!settled.isEmpty()) {
      RedriveEntry entry = journal.begin(sinks, open.pipeline().hash(), settled, options.actor());
      deliver(entry);
      journal.close(entry, options.actor());
    }
  }

  private void deliver(RedriveEntry entry) {
    for (Sink sink : open.sinks()) {
      if (entry.sinks().contains(sink.name())) {
        new RedriveDelivery(open, sink, journal).deliver(entry);
      }
    }
  }

  /** Up to where every sink has passed each source partition. */
  private Map<Integer, Long> passedByAll() {
    Map<Integer, Long> bases = open.ledger().bases(open.pipeline().name());
    Map<Integer, Long> passed = new TreeMap<>();
    for (Sink sink : open.sinks()) {
      Map<Integer, Long> watermarks = new HashMap<>(bases);
      watermarks.putAll(sink.watermarks());
      watermarks.remove(Lineage.REDRIVE);
      watermarks.forEach((partition, position) -> passed.merge(partition, position, Math::min));
    }
    return passed;
  }

  private static final class Tally {
    private final Map<String, Long> stillRejectedBy = new TreeMap<>();
    private long examined;
    private long recovered;
    private long filtered;

    void add(Verdict verdict) {
      examined++;
      if (verdict instanceof Rejection rejection) {
        String rule =
            rejection.stage().name().toLowerCase(java.util.Locale.ROOT) + "." + rejection.rule();
        stillRejectedBy.merge(rule, 1L, Long::sum);
      } else if (verdict == Verdict.FILTERED) {
        filtered++;
      } else {
        recovered++;
      }
    }

    RedriveReport report(Mode mode, long named) {
      long rejected = examined - recovered - filtered;
      return new RedriveReport(
          mode,
          examined,
          recovered,
          filtered,
          rejected,
          Math.max(0, named - examined),
          stillRejectedBy);
    }
  }
}
