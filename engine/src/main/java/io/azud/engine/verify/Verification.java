// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.verify;

import io.azud.batch.Counts;
import io.azud.engine.OpenPipeline;
import io.azud.engine.ledger.Books;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.PostgresDefinition;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Sink;
import io.azud.spi.Sink.Recount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Proves that a pipeline's books are true: for every partition of every sink, that they cover
 * everything from the base to the watermark, that <em>read = accepted + rejected + filtered +
 * tombstones</em>, that the store holds each accepted or recovered record once and nothing else,
 * and that every rejected record is among the dead letters.
 */
public final class Verification {
  private static final Recount NOTHING = new Recount(0, 0, 0);

  private final OpenPipeline open;
  private final Books books;

  public Verification(OpenPipeline open) {
    this.open = open;
    this.books = new Books(open.ledgerDatabase());
  }

  /** Counts everything again; takes as long as reading the lineage columns of both stores. */
  public VerifyReport run() {
    Map<Integer, Long> bases = open.ledger().bases(open.pipeline().name());
    Map<String, Map<Integer, Long>> positions = new HashMap<>();
    Map<String, Long> redriven = new HashMap<>();
    for (Sink sink : open.sinks()) {
      Map<Integer, Long> watermarks = new TreeMap<>(bases);
      watermarks.putAll(sink.watermarks());
      redriven.put(sink.name(), Optional.ofNullable(watermarks.remove(Lineage.REDRIVE)).orElse(0L));
      positions.put(sink.name(), watermarks);
    }
    Map<String, List<PartitionCheck>> checks = new HashMap<>();
    for (Sink sink : open.sinks()) {
      checks.put(
          sink.name(),
          checkSink(sink, bases, positions.get(sink.name()), redriven.get(sink.name())));
    }
    return new VerifyReport(open.pipeline().name(), checks);
  }

  /**
   * Checks the books alone, without counting in the stores.
   *
   * @throws AzudException {@code BOOKS_UNBALANCED}
   */
  public void requireBalanced(Map<String, Map<Integer, Long>> positions) {
    Map<Integer, Long> bases = open.ledger().bases(open.pipeline().name());
    positions.forEach(
        (sink, watermarks) ->
            books
                .of(open.pipeline().name(), sink, watermarks)
                .forEach(
                    (partition, sum) -> {
                      List<String> problems =
                          bookProblems(
                              watermarks.get(partition) - bases.getOrDefault(partition, 0L), sum);
                      if (!problems.isEmpty()) {
                        throw new AzudException(
                            ErrorCode.BOOKS_UNBALANCED,
                            "sink "
                                + sink
                                + ", partition "
                                + partition
                                + ": "
                                + problems.get(0)
                                + "; run 'azud verify' for the whole picture");
                      }
                    }));
  }

  private List<PartitionCheck> checkSink(
      Sink sink, Map<Integer, Long> bases, Map<Integer, Long> watermarks, long redriven) {
    Map<Integer, Recount> recounts = sink.recount(open.source().lineage());
    List<PartitionCheck> checks = new ArrayList<>();
    books
        .of(open.pipeline().name(), sink.name(), watermarks)
        .forEach(
            (partition, sum) ->
                checks.add(
                    check(
                        partition,
                        bases.getOrDefault(partition, 0L),
                        watermarks.get(partition),
                        sum,
                        recounts.getOrDefault(partition, NOTHING),
                        recovered(sink, partition, watermarks.get(partition), redriven),
                        sink.name())));
    return checks;
  }

  private long recovered(Sink sink, int partition, long watermark, long redriven) {
    return books.recovered(
        open.pipeline().name(),
        sink.name(),
        new Slice(partition, 0, watermark),
        open.source().lineage(),
        redriven);
  }

  private PartitionCheck check(
      int partition,
      long base,
      long watermark,
      Books.Sum sum,
      Recount recount,
      long recovered,
      String sink) {
    Lineage lineage = open.source().lineage();
    Counts counts = sum.counts();
    long letters = books.deadLetters(open.pipeline().name(), lineage, partition, watermark);
    List<String> problems = bookProblems(watermark - base, sum);
    long expected = counts.accepted() + recovered;
    if (isUpsert(sink)) {
      if (recount.rows() > expected) {
        problems.add("the table has more rows than records were accepted");
      }
    } else if (recount.rows() != expected) {
      problems.add(
          "the books say "
              + counts.accepted()
              + " accepted and "
              + recovered
              + " recovered, the store holds "
              + recount.rows());
    }
    if (recount.distinct() != recount.rows()) {
      problems.add(recount.rows() - recount.distinct() + " rows stand there more than once");
    }
    if (recount.beyond() != 0) {
      problems.add(recount.beyond() + " rows lie beyond the watermark");
    }
    if (letters != counts.rejected()) {
      problems.add(
          "the books say " + counts.rejected() + " rejected, the dead letters hold " + letters);
    }
    long gaps = lineage == Lineage.RECORD ? watermark - base - sum.lost() - counts.read() : 0;
    return new PartitionCheck(
        partition,
        base,
        watermark,
        counts,
        gaps,
        sum.lost(),
        recount.rows(),
        recount.distinct(),
        recount.beyond(),
        letters,
        recovered,
        problems);
  }

  private static List<String> bookProblems(long passed, Books.Sum sum) {
    List<String> problems = new ArrayList<>();
    if (sum.covered() + sum.lost() != passed) {
      problems.add(
          "the sink has passed "
              + passed
              + " positions, the books cover "
              + (sum.covered() + sum.lost()));
    }
    if (!sum.counts().balances()) {
      problems.add("read is not accepted + rejected + filtered + tombstones");
    }
    return problems;
  }

  private boolean isUpsert(String sink) {
    return sink.equals("postgres")
        && open.pipeline().postgres().stream()
            .anyMatch(table -> table.mode() == PostgresDefinition.Mode.UPSERT);
  }
}
