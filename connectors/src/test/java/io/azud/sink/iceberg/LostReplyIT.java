// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.catalog.Catalogs;
import io.azud.environment.Environment;
import io.azud.position.Slice;
import io.azud.spi.SliceReceipt;
import io.azud.testkit.FaultProxy;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.NotFoundException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A commit takes effect, but nobody says so. The last tests show that the stock catalog does not
 * survive it.
 */
class LostReplyIT {
  private static final String COMMIT = "UPDATE iceberg_tables SET metadata_location";

  private static LakeFixture lake;

  private FaultProxy proxy;
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
    proxy = new FaultProxy(lake.port());
    scene = new LakeScene(lake);
    try (IcebergSink sink = scene.sink()) {
      sink.apply();
      sink.fence(1, Map.of(0, 0L));
    }
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10})
  void findsItsOwnCommit(int retries) {
    retries(retries);
    try (IcebergSink sink = throughProxy()) {
      Batch batch = scene.batch(1, new Slice(0, 0, 3));
      proxy.loseTheNextReply(COMMIT, () -> {});
      assertThat(LakeScene.load(sink, batch)).isInstanceOf(CommitOutcome.Committed.class);
      assertThat(scene.stored()).containsExactly("0/0", "0/1", "0/2");

      LakeScene.load(sink, scene.batch(1, new Slice(0, 3, 4)));
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 4L));
    }
    assertThat(scene.stored()).containsExactly("0/0", "0/1", "0/2", "0/3");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10})
  void keepsWhatAnotherWriterCommitsInBetween(int retries) {
    retries(retries);
    try (IcebergSink sink = throughProxy()) {
      Batch batch = scene.batch(1, new Slice(0, 0, 2));
      proxy.loseTheNextReply(COMMIT, () -> lake.appendForeign(scene.pipeline(), 9, 9));
      assertThat(LakeScene.load(sink, batch)).isInstanceOf(CommitOutcome.Committed.class);
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 2L));
    }
    assertThat(scene.stored()).containsExactly("0/0", "0/1", "9/9");
  }

  @Test
  void commitsAgainWhenTheRequestWasLost() {
    try (IcebergSink sink = throughProxy()) {
      proxy.loseTheNextRequest(COMMIT);
      assertThat(LakeScene.load(sink, scene.batch(1, new Slice(0, 0, 2))))
          .isInstanceOf(CommitOutcome.Committed.class);
    }
    assertThat(scene.stored()).containsExactly("0/0", "0/1");
  }

  @Test
  void findsItsOwnTakeOver() {
    try (IcebergSink sink = throughProxy()) {
      proxy.loseTheNextReply(COMMIT, () -> {});
      sink.fence(2, Map.of(0, 0L, 1, 5L));
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 0L, 1, 5L));
      LakeScene.load(sink, scene.batch(2, new Slice(1, 5, 6)));
    }
    assertThat(scene.stored()).containsExactly("1/5");
  }

  @Test
  void saysThatItDoesNotKnowWhenTheCatalogStaysAway() {
    Batch batch = scene.batch(1, new Slice(0, 0, 2));
    List<SliceReceipt> receipts;
    try (IcebergSink sink = throughProxy()) {
      receipts = LakeScene.write(sink, batch);
      proxy.loseTheNextReply(COMMIT, proxy::cut);
      assertThat(sink.commit(batch, receipts)).isInstanceOf(CommitOutcome.Unknown.class);
    }
    assertThat(scene.stored()).containsExactly("0/0", "0/1");
    try (IcebergSink another = scene.sink()) {
      assertThat(another.commit(batch, receipts))
          .isInstanceOf(CommitOutcome.AlreadyCommitted.class);
    }
    assertThat(scene.stored()).containsExactly("0/0", "0/1");
  }

  @Test
  void aPlainAppendThroughTheGuardedCatalogBreaksNothing() {
    retries(0);
    Catalog guarded = Catalogs.open(lake.behind(proxy.port()));
    try {
      Table table = guarded.loadTable(LakeFixture.table(scene.pipeline()));
      proxy.loseTheNextReply(COMMIT, () -> lake.appendForeign(scene.pipeline(), 9, 9));
      assertThatThrownBy(() -> appendRow(table)).hasRootCauseInstanceOf(IOException.class);
      assertThat(scene.stored()).containsExactly("7/7", "9/9");
      assertThat(LakeFixture.rowsOf(guarded.loadTable(LakeFixture.table(scene.pipeline()))))
          .hasSize(2);
    } finally {
      Catalogs.close(guarded);
    }
  }

  @Test
  void theStockCatalogDropsAnotherWritersFile() {
    withStockCatalog(
        table -> {
          proxy.loseTheNextReply(COMMIT, () -> lake.appendForeign(scene.pipeline(), 9, 9));
          appendRow(table);
        });
    assertThat(scene.stored()).containsExactly("7/7");
  }

  @Test
  void theStockCatalogLeavesTheTableUnreadable() {
    retries(0);
    withStockCatalog(
        table -> {
          proxy.loseTheNextReply(COMMIT, () -> {});
          assertThatThrownBy(() -> appendRow(table)).hasMessageContaining("Failed to update table");
        });
    assertThatThrownBy(scene::stored).isInstanceOf(NotFoundException.class);
  }

  private static void appendRow(Table table) {
    table.newAppend().appendFile(LakeFixture.foreignFile(table, 7, 7)).commit();
  }

  private void withStockCatalog(Consumer<Table> act) {
    Environment environment = lake.behind(proxy.port());
    Map<String, String> properties = new HashMap<>();
    properties.put("type", "jdbc");
    properties.put("uri", environment.catalog().uri());
    properties.put("warehouse", environment.catalog().warehouse());
    properties.put("jdbc.schema-version", "V1");
    properties.put("jdbc.user", environment.catalog().user());
    properties.put("jdbc.password", environment.catalog().password().reveal());
    Catalog stock = CatalogUtil.buildIcebergCatalog("azud", properties, new Configuration(false));
    try {
      act.accept(stock.loadTable(LakeFixture.table(scene.pipeline())));
    } finally {
      Catalogs.close(stock);
    }
  }

  private IcebergSink throughProxy() {
    return scene.sink(lake.behind(proxy.port()));
  }

  private void retries(int retries) {
    lake.with(
        scene.pipeline(),
        table -> {
          table
              .updateProperties()
              .set(TableProperties.COMMIT_NUM_RETRIES, Integer.toString(retries))
              .commit();
          return null;
        });
  }
}
