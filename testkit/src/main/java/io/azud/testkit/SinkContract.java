// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.Pipeline;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.RowGuard;
import io.azud.spi.Sink;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import io.azud.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every sink must do, in append mode.
 *
 * <p>A subclass gives a store that outlives the test's sinks, so that each call of {@link #open}
 * looks at the same data. A table belongs to one test: pipeline names are never used twice in a
 * JVM, and the table is named after the pipeline.
 */
public abstract class SinkContract extends SinkSteps {

  @Test
  void plansWhatIsMissingAndNothingOnceApplied() {
    Pipeline pipeline = pipeline();
    try (Sink sink = open(pipeline, COLUMNS)) {
      assertThat(sink.plan()).isNotEmpty();
      assertThat(sink.plan()).isEqualTo(sink.plan());
      sink.apply();
      assertThat(sink.plan()).isEmpty();
      sink.apply();
    }
    try (Sink another = open(pipeline, COLUMNS)) {
      assertThat(another.plan()).isEmpty();
    }
  }

  @Test
  void canBeAppliedByTwoInstancesAtOnce() throws Exception {
    Pipeline pipeline = pipeline();
    atOnce(
        () -> {
          try (Sink sink = open(pipeline, COLUMNS)) {
            sink.apply();
          }
          return null;
        });
    try (Sink sink = open(pipeline, COLUMNS)) {
      assertThat(sink.plan()).isEmpty();
    }
  }

  @Test
  void hasNoWatermarksBeforeAnythingIsMade() {
    try (Sink sink = open(pipeline(), COLUMNS)) {
      assertThat(sink.watermarks()).isEmpty();
    }
  }

  @Test
  void startsEachPartitionAtItsBaseOnce() {
    try (Sink sink = applied(pipeline())) {
      sink.fence(1, Map.of(0, 5L, 1, 0L));
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 5L, 1, 0L));
      sink.fence(1, Map.of(0, 9L, 2, 7L));
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 5L, 1, 0L, 2, 7L));
    }
  }

  @Test
  void holdsWhatWasCommittedAndMovesTheWatermarksWithIt() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L, 1, 40L, 2, 0L));
      Batch batch = batch(pipeline, 1, new Slice(0, 0, 10), new Slice(1, 40, 47));
      assertThat(load(sink, batch)).isInstanceOf(CommitOutcome.Committed.class);
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 10L, 1, 47L, 2, 0L));
      assertThat(stored(pipeline)).isEqualTo(expected(batch.slices()));

      Batch next = batch(pipeline, 1, new Slice(1, 47, 60), new Slice(2, 0, 1));
      load(sink, next);
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 10L, 1, 60L, 2, 1L));
    }
    try (Sink another = open(pipeline, COLUMNS)) {
      assertThat(another.watermarks()).isEqualTo(Map.of(0, 10L, 1, 60L, 2, 1L));
      assertThat(stored(pipeline))
          .isEqualTo(
              expected(List.of(new Slice(0, 0, 10), new Slice(1, 40, 60), new Slice(2, 0, 1))));
    }
  }

  @Test
  void movesTheWatermarkOfASliceWithoutRows() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L));
      Batch batch = batch(pipeline, 1, new Slice(0, 0, 10));
      SliceReceipt receipt = write(sink, batch, batch.slices().get(0), 0, List.of());
      assertThat(receipt.rows()).isZero();
      sink.commit(batch, List.of(receipt));
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 10L));
      assertThat(stored(pipeline)).isEmpty();
    }
  }

  @Test
  void leavesNothingVisibleWhenASliceIsNotFinished() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L));
      Slice slice = new Slice(0, 0, 10);
      Batch batch = batch(pipeline, 1, slice);
      try (SliceWriter writer = writers(sink, batch).open(slice, 0)) {
        rows(slice).forEach(writer::write);
      }
      assertThat(stored(pipeline)).isEmpty();
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 0L));

      SliceReceipt second = write(sink, batch, slice, 1, rows(slice));
      sink.commit(batch, List.of(second));
      assertThat(stored(pipeline)).isEqualTo(expected(batch.slices()));
    }
  }

  @Test
  void keepsOneOfTwoAttemptsAtASlice() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L));
      Slice slice = new Slice(0, 0, 10);
      Batch batch = batch(pipeline, 1, slice);
      write(sink, batch, slice, 0, rows(slice));
      SliceReceipt second = write(sink, batch, slice, 1, rows(slice));
      assertThat(second.rows()).isEqualTo(10);
      assertThat(second.counts()).isEqualTo(counts(10));
      sink.commit(batch, List.of(second));
      assertThat(stored(pipeline)).isEqualTo(expected(batch.slices()));
    }
  }

  @Test
  void keepsABatchThatIsCommittedTwiceOnce() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L, 1, 0L));
      Batch batch = batch(pipeline, 1, new Slice(0, 0, 10), new Slice(1, 0, 3));
      List<SliceReceipt> receipts = writeAll(sink, batch);
      sink.commit(batch, receipts);
      assertThat(sink.commit(batch, receipts)).isNotInstanceOf(CommitOutcome.Unknown.class);
      try (Sink another = open(pipeline, COLUMNS)) {
        assertThat(another.commit(batch, receipts)).isNotInstanceOf(CommitOutcome.Unknown.class);
      }
      assertThat(stored(pipeline)).isEqualTo(expected(batch.slices()));
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 10L, 1, 3L));
    }
  }

  @Test
  void keepsABatchThatTwoInstancesLoadAtOnceOnce() throws Exception {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L));
    }
    Batch batch = batch(pipeline, 1, new Slice(0, 0, 10));
    atOnce(
        () -> {
          try (Sink sink = open(pipeline, COLUMNS)) {
            load(sink, batch);
          } catch (AzudException e) {
            assertThat(e.code())
                .isIn(ErrorCode.FENCED, ErrorCode.SINK_HISTORY_CHANGED, ErrorCode.TRY_AGAIN);
          }
          return null;
        });
    assertThat(stored(pipeline)).isEqualTo(expected(batch.slices()));
  }

  @Test
  void refusesABatchThatDoesNotStartAtTheWatermark() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 5L));
      assertThatThrownBy(() -> load(sink, batch(pipeline, 1, new Slice(0, 4, 9))))
          .satisfies(
              e -> assertThat(codeOf(e)).isIn(ErrorCode.FENCED, ErrorCode.SINK_HISTORY_CHANGED));
      assertThatThrownBy(() -> load(sink, batch(pipeline, 1, new Slice(0, 6, 9))))
          .satisfies(
              e -> assertThat(codeOf(e)).isIn(ErrorCode.FENCED, ErrorCode.SINK_HISTORY_CHANGED));
      assertThat(stored(pipeline)).isEmpty();
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 5L));
    }
  }

  @Test
  void refusesAnOlderInstance() {
    Pipeline pipeline = pipeline();
    try (Sink older = applied(pipeline);
        Sink newer = open(pipeline, COLUMNS)) {
      older.fence(1, Map.of(0, 0L));
      newer.fence(2, Map.of(0, 0L));
      Batch batch = batch(pipeline, 1, new Slice(0, 0, 10));
      assertFenced(() -> load(older, batch));
      assertFenced(() -> older.fence(1, Map.of(0, 0L)));
      assertFenced(() -> older.skip(1, Map.of(0, 0L), Map.of(0, 10L)));
      assertThat(stored(pipeline)).isEmpty();
      assertThat(newer.watermarks()).isEqualTo(Map.of(0, 0L));

      load(newer, batch(pipeline, 2, new Slice(0, 0, 10)));
      assertThat(stored(pipeline)).isEqualTo(expected(batch.slices()));
    }
  }

  @Test
  void refusesWhatAnOlderInstanceHadBegun() {
    Pipeline pipeline = pipeline();
    try (Sink older = applied(pipeline);
        Sink newer = open(pipeline, COLUMNS)) {
      older.fence(1, Map.of(0, 0L));
      Slice slice = new Slice(0, 0, 10);
      Batch batch = batch(pipeline, 1, slice);
      SliceWriter writer = writers(older, batch).open(slice, 0);
      rows(slice).forEach(writer::write);
      newer.fence(2, Map.of(0, 0L));
      assertFenced(
          () -> {
            try (writer) {
              older.commit(batch, List.of(writer.finish(counts(10))));
            }
          });
      assertThat(stored(pipeline)).isEmpty();
    }
  }

  @Test
  void refusesASliceWhoseCountsDoNotMatchTheRows() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L));
      Slice slice = new Slice(0, 0, 10);
      Batch batch = batch(pipeline, 1, slice);
      try (SliceWriter writer = writers(sink, batch).open(slice, 0)) {
        rows(slice).forEach(writer::write);
        assertThatThrownBy(() -> writer.finish(counts(9)))
            .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.BOOKS_UNBALANCED));
      }
      assertThat(stored(pipeline)).isEmpty();
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 0L));
    }
  }

  @Test
  void skipsPositionsThatTheSourceHasLost() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L, 1, 0L));
      sink.skip(1, Map.of(0, 0L), Map.of(0, 100L));
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 100L, 1, 0L));
      assertThatThrownBy(() -> sink.skip(1, Map.of(0, 50L), Map.of(0, 200L)))
          .satisfies(
              e -> assertThat(codeOf(e)).isIn(ErrorCode.FENCED, ErrorCode.SINK_HISTORY_CHANGED));
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 100L, 1, 0L));

      load(sink, batch(pipeline, 1, new Slice(0, 100, 105)));
      assertThat(stored(pipeline)).isEqualTo(expected(List.of(new Slice(0, 100, 105))));
    }
  }

  @Test
  void recountsItsRowsBySourcePartition() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L, 1, 0L, 2, 0L));
      load(sink, batch(pipeline, 1, new Slice(0, 0, 10), new Slice(1, 0, 4)));
      load(sink, batch(pipeline, 1, new Slice(0, 10, 12)));
      assertThat(sink.recount(Lineage.RECORD))
          .containsEntry(0, new Sink.Recount(12, 12, 0))
          .containsEntry(1, new Sink.Recount(4, 4, 0))
          .hasSizeBetween(2, 3);
    }
  }

  @Test
  void recountsTheRowsOfFilesByLane() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L, 3, 0L));
      Slice two = new Slice(3, 0, 2);
      Batch batch = batch(pipeline, 1, two);
      List<Object[]> rows = new ArrayList<>();
      for (int file = 0; file < 2; file++) {
        for (long row = 0; row < 5; row++) {
          rows.add(row(Lineage.fileNumber(3, file), row));
        }
      }
      SliceReceipt receipt = write(sink, batch, two, 0, rows);
      sink.commit(batch, List.of(receipt));
      assertThat(sink.recount(Lineage.FILE)).containsEntry(3, new Sink.Recount(10, 10, 0));
    }
  }

  @Test
  void addsADeclaredColumnAndKeepsTheRows() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L));
      load(sink, batch(pipeline, 1, new Slice(0, 0, 3)));
    }
    List<Column> wider = new ArrayList<>(COLUMNS);
    wider.add(Column.optional("added", Simple.INT));
    try (Sink sink = open(declare(pipeline.name(), wider), wider)) {
      assertThat(sink.plan()).hasSize(1);
      sink.apply();
      assertThat(sink.plan()).isEmpty();
      Batch batch = batch(pipeline, 1, new Slice(0, 3, 4));
      Object[] row = {3L, text("n3"), 3, 1.5, 77, 0, 3L};
      sink.commit(
          batch, List.of(write(sink, batch, batch.slices().get(0), 0, List.<Object[]>of(row))));
    }
    assertThat(readRows(pipeline, wider).stream().map(r -> r.get(4)))
        .containsOnly(null, 77)
        .hasSize(4);
  }

  @Test
  void refusesAnIncompatibleChangeAndChangesNothing() {
    Pipeline pipeline = pipeline();
    try (Sink sink = applied(pipeline)) {
      sink.fence(1, Map.of(0, 0L));
      load(sink, batch(pipeline, 1, new Slice(0, 0, 3)));
    }
    List<Column> other = new ArrayList<>(COLUMNS);
    other.set(1, Column.optional("name", Simple.DATE));
    other.add(Column.optional("added", Simple.INT));
    try (Sink sink = open(declare(pipeline.name(), other), other)) {
      assertThatThrownBy(sink::plan)
          .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.INCOMPATIBLE_CHANGE))
          .hasMessageContaining("name");
      assertThatThrownBy(sink::apply)
          .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.INCOMPATIBLE_CHANGE));
    }
    try (Sink sink = open(pipeline, COLUMNS)) {
      assertThat(sink.plan()).isEmpty();
    }
    assertThat(stored(pipeline)).isEqualTo(expected(List.of(new Slice(0, 0, 3))));
  }

  @Test
  void guardLetsAnOrdinaryRowThroughOnAnExecutorToo() {
    try (Sink sink = open(pipeline(), COLUMNS)) {
      RowGuard guard = serialised(RowGuard.all(sink.guards()));
      assertThat(guard.check(row(0, 7))).isEqualTo(Verdict.ACCEPTED);
      assertThat(guard.check(new Object[] {1L, null, null, null, 0, 8L}))
          .isEqualTo(Verdict.ACCEPTED);
    }
  }
}
