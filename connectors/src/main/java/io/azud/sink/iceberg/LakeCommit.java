// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.batch.CommitOutcome;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one {@link Move} of a pipeline's state, with or without data files, and finds out what
 * became of it. When the catalog does not say, the table is read afresh: it either holds the move,
 * or the same move is tried again with the same files and the same check, so that a late first try
 * and the second one cannot both take effect.
 */
final class LakeCommit {
  private static final Logger LOG = LoggerFactory.getLogger(LakeCommit.class);
  private static final int TRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final LakeTable lake;
  private final String pipeline;
  private final Move move;
  private final Map<String, String> summary;
  private final Set<Long> tried = new HashSet<>();
  private boolean unknown;

  LakeCommit(LakeTable lake, String pipeline, Move move, Map<String, String> summary) {
    this.lake = lake;
    this.pipeline = pipeline;
    this.move = move;
    this.summary = summary;
  }

  /** The outcome when there is nothing left to do; empty when the way is free. Writes nothing. */
  Optional<CommitOutcome> done() {
    Table table = lake.current();
    try {
      fenced(table).check(LakeTable.operations(table).current());
      return Optional.empty();
    } catch (Refused e) {
      return Optional.of(outcomeOf(e));
    }
  }

  /**
   * @throws AzudException {@code FENCED}, {@code SINK_HISTORY_CHANGED}, {@code TRY_AGAIN} when
   *     others commit all the time, or what kept the commit from being sent
   */
  CommitOutcome run(List<DataFile> files) {
    RuntimeException last = null;
    for (int attempt = 0; attempt < TRIES && (attempt == 0 || pause(attempt)); attempt++) {
      try {
        return append(files);
      } catch (Refused e) {
        return outcomeOf(e);
      } catch (RuntimeException e) {
        LOG.warn("commit {} of {} to {}: {}", attempt + 1, TRIES, lake.name(), e.toString());
        last = e;
        if (e instanceof AzudException azud && isFinal(azud)) {
          break;
        }
        lake.forget();
      }
    }
    return giveUp(last);
  }

  private CommitOutcome append(List<DataFile> files) {
    Table table = lake.current();
    FencedOperations operations = fenced(table);
    operations.check(operations.current());
    // Merging appends keep the number of manifests bounded; with fast appends each commit rewrites
    // an ever longer list.
    AppendFiles append = new BaseTable(operations, table.name()).newAppend();
    files.forEach(append::appendFile);
    summary.forEach(append::set);
    try {
      append.commit();
    } finally {
      tried.addAll(operations.tried());
      unknown |= operations.isOpen();
    }
    return new CommitOutcome.Committed(Long.toString(operations.made()));
  }

  private FencedOperations fenced(Table table) {
    TableOperations operations = LakeTable.operations(table);
    return new FencedOperations(operations, pipeline, move);
  }

  private CommitOutcome outcomeOf(Refused refused) {
    String reference = Long.toString(refused.snapshot());
    return switch (refused.reason()) {
      case ALREADY_DONE ->
          tried.contains(refused.snapshot())
              ? new CommitOutcome.Committed(reference)
              : new CommitOutcome.AlreadyCommitted(reference);
      case FENCED -> throw new AzudException(ErrorCode.FENCED, say(refused, "this one stops"));
      case HISTORY_CHANGED ->
          throw new AzudException(
              ErrorCode.SINK_HISTORY_CHANGED,
              say(refused, "find out who changed the table before going on"));
    };
  }

  private String say(Refused refused, String next) {
    return "pipeline " + pipeline + ", table " + lake.name() + ": " + refused.words() + "; " + next;
  }

  /** Trying again does not help; with an open commit only what the table itself says is final. */
  private boolean isFinal(AzudException e) {
    return unknown ? e.code() == ErrorCode.SINK_HISTORY_CHANGED : !e.code().retryable();
  }

  private CommitOutcome giveUp(RuntimeException last) {
    if (last instanceof AzudException azud && isFinal(azud)) {
      throw azud;
    }
    if (unknown) {
      return new CommitOutcome.Unknown(
          "the catalog did not say whether table " + lake.name() + " was changed: " + last);
    }
    return lake.attempt(
        "commit to table " + lake.name(),
        () -> {
          throw last;
        });
  }

  private static boolean pause(int attempt) {
    try {
      Thread.sleep(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)).toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
