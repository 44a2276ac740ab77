// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.catalog.Catalogs;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Sink.Recount;
import io.azud.spi.SliceReceipt;
import io.azud.testkit.FaultProxy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Other programs, other instances and people work on the same table. */
class LakeHistoryIT {
  private static LakeFixture lake;

  private LakeScene scene;

  @BeforeAll
  static void startLake() {
    lake = new LakeFixture();
  }

  @AfterAll
  static void stopLake() {
    lake.close();
  }

  @BeforeEach
  void prepare() {
    scene = new LakeScene(lake);
    try (IcebergSink sink = scene.sink()) {
      sink.apply();
      sink.fence(1, Map.of(0, 0L));
    }
  }

  @Test
  void refusesACommitThatArrivesAfterATakeOver() throws Exception {
    try (FaultProxy proxy = new FaultProxy(lake.port());
        IcebergSink slow = scene.sink(lake.behind(proxy.port()));
        IcebergSink newer = scene.sink()) {
      Batch batch = scene.batch(1, new Slice(0, 0, 3));
      List<SliceReceipt> receipts = LakeScene.write(slow, batch);
      FaultProxy.Held held =
          proxy.holdTheNextRequest("UPDATE iceberg_tables SET metadata_location");
      CompletableFuture<AzudException> outcome =
          CompletableFuture.supplyAsync(() -> failure(() -> slow.commit(batch, receipts)));
      held.awaitArrival();
      newer.fence(2, Map.of(0, 0L));
      LakeScene.load(newer, scene.batch(2, new Slice(0, 0, 2)));
      held.release();
      assertThat(outcome.get().code()).isEqualTo(ErrorCode.FENCED);
      assertThat(newer.watermarks()).isEqualTo(Map.of(0, 2L));
    }
    assertThat(scene.stored()).containsExactly("0/0", "0/1");
  }

  @Test
  void refusesATakeOverThatArrivesAfterANewerOne() throws Exception {
    try (FaultProxy proxy = new FaultProxy(lake.port());
        IcebergSink slow = scene.sink(lake.behind(proxy.port()));
        IcebergSink newer = scene.sink()) {
      slow.watermarks();
      FaultProxy.Held held =
          proxy.holdTheNextRequest("UPDATE iceberg_tables SET metadata_location");
      CompletableFuture<AzudException> outcome =
          CompletableFuture.supplyAsync(() -> failure(() -> slow.fence(2, Map.of(5, 5L))));
      held.awaitArrival();
      newer.fence(3, Map.of());
      held.release();
      assertThat(outcome.get().code()).isEqualTo(ErrorCode.FENCED);
      assertThat(newer.watermarks()).isEqualTo(Map.of(0, 0L));
      LakeScene.load(newer, scene.batch(3, new Slice(0, 0, 1)));
    }
    assertThat(scene.stored()).containsExactly("0/0");
  }

  @Test
  void saysThatABatchIsInThoughLaterOnesFollowed() {
    try (IcebergSink sink = scene.sink()) {
      Batch first = scene.batch(1, new Slice(0, 0, 1));
      List<SliceReceipt> receipts = LakeScene.write(sink, first);
      sink.commit(first, receipts);
      LakeScene.load(sink, scene.batch(1, new Slice(0, 1, 2)));
      assertThat(sink.commit(first, receipts)).isInstanceOf(CommitOutcome.AlreadyCommitted.class);
    }
    assertThat(scene.stored()).containsExactly("0/0", "0/1");
  }

  @Test
  void commitsTheSlicesOfABatchApart() {
    try (IcebergSink sink = scene.sink()) {
      Batch whole = scene.batch(1, new Slice(0, 0, 2), new Slice(1, 0, 2));
      LakeScene.load(sink, whole.only(List.of(new Slice(1, 0, 2))));
      LakeScene.load(sink, whole.only(List.of(new Slice(0, 0, 2))));
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 2L, 1, 2L));
    }
    assertThat(scene.stored()).containsExactly("0/0", "0/1", "1/0", "1/1");
  }

  @Test
  void losesNothingWhenOthersAppendAllTheTime() throws Exception {
    int foreign = 12;
    int own = 8;
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < foreign; i++) {
                lake.appendForeign(scene.pipeline(), 9, i);
              }
            });
    try (IcebergSink sink = scene.sink()) {
      for (int i = 0; i < own; i++) {
        LakeScene.load(sink, scene.batch(1, new Slice(0, i, i + 1)));
      }
      other.get();
      assertThat(sink.recount(Lineage.RECORD).get(0)).isEqualTo(new Recount(own, own, 0));
    }
    assertThat(scene.stored()).hasSize(foreign + own).doesNotHaveDuplicates();
  }

  @Test
  void knowsItsWatermarkWhenSnapshotsHaveExpired() {
    try (IcebergSink sink = scene.sink()) {
      LakeScene.load(sink, scene.batch(1, new Slice(0, 0, 2)));
      lake.appendForeign(scene.pipeline(), 9, 9);
      change(LakeHistoryIT::expireAllButTheLast);
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 2L));
    }
    try (IcebergSink another = scene.sink()) {
      another.fence(2, Map.of(0, 0L));
      LakeScene.load(another, scene.batch(2, new Slice(0, 2, 3)));
      assertThat(another.watermarks()).isEqualTo(Map.of(0, 3L));
    }
    assertThat(scene.stored()).containsExactly("0/0", "0/1", "0/2", "9/9");
  }

  @Test
  void stopsWhenTheTableWasRolledBack() {
    try (IcebergSink sink = scene.sink()) {
      LakeScene.load(sink, scene.batch(1, new Slice(0, 0, 2)));
      change(LakeHistoryIT::rollBack);
      assertHistoryChanged(sink);
    }
    try (IcebergSink another = scene.sink()) {
      assertHistoryChanged(another);
    }
  }

  @Test
  void stopsWhenTheTableWasRolledBackAndThenExpired() {
    try (IcebergSink sink = scene.sink()) {
      LakeScene.load(sink, scene.batch(1, new Slice(0, 0, 1)));
      LakeScene.load(sink, scene.batch(1, new Slice(0, 1, 2)));
      change(LakeHistoryIT::rollBack);
      change(LakeHistoryIT::expireAllButTheLast);
      assertHistoryChanged(sink);
    }
  }

  @Test
  void stopsWhenTheTableWasRolledBackAndWrittenTo() {
    try (IcebergSink sink = scene.sink()) {
      LakeScene.load(sink, scene.batch(1, new Slice(0, 0, 2)));
      change(LakeHistoryIT::rollBack);
      lake.appendForeign(scene.pipeline(), 9, 9);
      assertHistoryChanged(sink);
    }
  }

  @Test
  void stopsWhenTheTableWasMadeAgain() {
    try (IcebergSink sink = scene.sink()) {
      LakeScene.load(sink, scene.batch(1, new Slice(0, 0, 2)));
      Batch next = scene.batch(1, new Slice(0, 2, 3));
      List<SliceReceipt> receipts = LakeScene.write(sink, next);
      drop();
      try (IcebergSink another = scene.sink()) {
        assertThat(another.watermarks()).isEmpty();
        another.apply();
      }
      assertThat(failure(() -> sink.commit(next, receipts)).code())
          .isEqualTo(ErrorCode.SINK_HISTORY_CHANGED);
    }
    assertThat(scene.stored()).isEmpty();
  }

  @Test
  void refusesADataFileThatIsNotAsItWasWritten() throws IOException {
    try (IcebergSink sink = scene.sink()) {
      Batch batch = scene.batch(1, new Slice(0, 0, 2));
      List<SliceReceipt> receipts = LakeScene.write(sink, batch);
      String path = StoredFile.fromJson(receipts.get(0).files().get(0)).path();
      try (RandomAccessFile file = new RandomAccessFile(Path.of(URI.create(path)).toFile(), "rw")) {
        file.setLength(file.length() - 1);
      }
      assertThat(failure(() -> sink.commit(batch, receipts)).code())
          .isEqualTo(ErrorCode.BOOKS_UNBALANCED);
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 0L));
    }
  }

  @Test
  void refusesATableOfAnotherPipeline() {
    LakeScene other = new LakeScene(lake);
    change(
        table ->
            table
                .updateProperties()
                .remove(LakeState.property(scene.pipeline().name()))
                .set(LakeState.property(other.pipeline().name()), LakeState.NONE.toJson())
                .commit());
    try (IcebergSink sink = scene.sink()) {
      assertThat(failure(sink::plan).code()).isEqualTo(ErrorCode.INCOMPATIBLE_CHANGE);
    }
  }

  private void assertHistoryChanged(IcebergSink sink) {
    assertThat(failure(sink::watermarks).code()).isEqualTo(ErrorCode.SINK_HISTORY_CHANGED);
    assertThat(failure(() -> sink.fence(7, Map.of())).code())
        .isEqualTo(ErrorCode.SINK_HISTORY_CHANGED);
    assertThat(failure(() -> LakeScene.load(sink, scene.batch(1, new Slice(0, 2, 3)))).code())
        .isEqualTo(ErrorCode.SINK_HISTORY_CHANGED);
  }

  private static AzudException failure(Executable act) {
    return catchThrowableOfType(AzudException.class, act::execute);
  }

  private void change(Consumer<Table> act) {
    lake.with(
        scene.pipeline(),
        table -> {
          act.accept(table);
          return null;
        });
  }

  private void drop() {
    Catalog catalog = Catalogs.open(lake.environment());
    try {
      catalog.dropTable(LakeFixture.table(scene.pipeline()), false);
    } finally {
      Catalogs.close(catalog);
    }
  }

  private static void rollBack(Table table) {
    Snapshot parent = table.snapshot(table.currentSnapshot().parentId());
    table.manageSnapshots().rollbackTo(parent.snapshotId()).commit();
  }

  private static void expireAllButTheLast(Table table) {
    table.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();
  }
}
