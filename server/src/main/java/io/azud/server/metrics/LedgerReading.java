// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.batch.Counts;
import io.azud.engine.ledger.Books;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger said of one pipeline.
 *
 * @param owner empty before the first run
 * @param bases where the partitions begin
 * @param books by sink
 * @param stages durations of batches, by stage
 * @param incidents by state
 */
record LedgerReading(
    Optional<Owner> owner,
    Map<Integer, Long> bases,
    Map<String, SinkBooks> books,
    List<Commits> commits,
    Map<String, Durations> stages,
    long prepared,
    List<TaskReading> tasks,
    Map<String, Long> incidents,
    long incidentsOpened) {

  LedgerReading {
    bases = Map.copyOf(bases);
    books = Map.copyOf(books);
    commits = List.copyOf(commits);
    stages = Map.copyOf(stages);
    tasks = List.copyOf(tasks);
    incidents = Map.copyOf(incidents);
  }

  /** Who took the pipeline over last. */
  record Owner(long epoch, Instant since, String sourceIdentity) {}

  /**
   * The books of one sink.
   *
   * @param unbalanced partitions whose books do not cover all from the base to the watermark
   * @param closed when the newest of them were closed
   */
  record SinkBooks(Map<Integer, Books.Sum> sums, int unbalanced, Optional<Instant> closed) {
    SinkBooks {
      sums = Map.copyOf(sums);
    }

    Counts counts() {
      return sums.values().stream().map(Books.Sum::counts).reduce(Counts.ZERO, Counts::plus);
    }

    long lost() {
      return sums.values().stream().mapToLong(Books.Sum::lost).sum();
    }
  }

  /** How often commits to a sink ended in one way, and what they made visible. */
  record Commits(String sink, String outcome, long count, long bytes, long files) {}

  /**
   * The runs of one task.
   *
   * @param runs by outcome
   * @param code that the last one ended with
   * @param success when the last one ended that did its work or had nothing to do
   */
  record TaskReading(
      String task,
      Map<String, Long> runs,
      String code,
      Instant ended,
      Duration took,
      Optional<Instant> success) {
    TaskReading {
      runs = Map.copyOf(runs);
    }
  }
}
