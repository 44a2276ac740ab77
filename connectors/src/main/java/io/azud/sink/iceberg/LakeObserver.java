// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.catalog.LakeStore;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.spi.SinkObserver;
import io.azud.spi.StoreCondition;
import io.azud.spi.StoreCondition.LakeCondition;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.util.PropertyUtil;

/** Reads where a pipeline stands in an Iceberg table, and what state the table is in. */
final class LakeObserver implements SinkObserver {
  private final String pipeline;
  private final Environment environment;
  private final LakeTable lake;
  private final FileSizes sizes = new FileSizes();
  private FileIO store;

  LakeObserver(String pipeline, Environment environment, LakeTable lake) {
    this.pipeline = pipeline;
    this.environment = environment;
    this.lake = lake;
  }

  @Override
  public String name() {
    return IcebergSink.NAME;
  }

  @Override
  public Map<Integer, Long> watermarks() {
    requireAnswer();
    return lake.exists() ? state(lake.current()).next() : Map.of();
  }

  private void requireAnswer() {
    LakeStore.requireAnswer(store(), environment);
  }

  private synchronized FileIO store() {
    if (store == null) {
      store = LakeStore.openImpatiently(environment);
    }
    return store;
  }

  /**
   * @throws AzudException {@code SINK_HISTORY_CHANGED} when somebody else rolled the table back
   */
  LakeState state(Table table) {
    TableMetadata metadata = LakeTable.operations(table).current();
    LakeState state = LakeState.of(metadata.properties(), pipeline);
    try {
      History.check(metadata, state);
    } catch (Refused e) {
      throw new AzudException(
          ErrorCode.SINK_HISTORY_CHANGED,
          "the lake's table "
              + lake.name()
              + ": "
              + e.words()
              + "; find out who changed it before going on");
    }
    return state;
  }

  @Override
  public Optional<StoreCondition> condition() {
    requireAnswer();
    return lake.exists()
        ? Optional.of(lake.attempt("look at table " + lake.name(), () -> condition(lake.current())))
        : Optional.empty();
  }

  private LakeCondition condition(Table table) {
    Snapshot now = table.currentSnapshot();
    if (now == null) {
      return new LakeCondition(0, 0, 0, 0, 0, Optional.empty());
    }
    FileSizes.Sums sums = sizes.of(table, now);
    return new LakeCondition(
        LakeTable.operations(table).current().snapshots().size(),
        sums.files(),
        sums.small(),
        PropertyUtil.propertyAsLong(now.summary(), SnapshotSummary.TOTAL_RECORDS_PROP, 0),
        sums.bytes(),
        Optional.of(Instant.ofEpochMilli(now.timestampMillis())));
  }

  @Override
  public synchronized void close() {
    lake.close();
    if (store != null) {
      store.close();
      store = null;
    }
  }
}
