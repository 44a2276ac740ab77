// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.pipeline.LakeDefinition;
import io.azud.spi.Maintenance;
import io.azud.spi.Maintenance.Work;
import io.azud.spi.Upkeep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/** Compaction, expiry and orphan removal, by Iceberg's own actions for Spark. */
final class LakeMaintenance {
  private final String pipeline;
  private final LakeTable lake;
  private final LakeObserver observer;
  private final LakeDefinition.Maintenance keep;

  LakeMaintenance(
      String pipeline, LakeTable lake, LakeObserver observer, LakeDefinition.Maintenance keep) {
    this.pipeline = pipeline;
    this.lake = lake;
    this.observer = observer;
    this.keep = keep;
  }

  /** In this order: what compaction has left over, expiry may take. */
  List<Upkeep> run(Maintenance order) {
    List<Upkeep> done = new ArrayList<>();
    if (order.asksFor(Work.COMPACT)) {
      done.add(attempt("compact", () -> new Compactor(table(order), order).run()));
    }
    if (order.asksFor(Work.EXPIRE)) {
      done.add(
          attempt("expire", () -> new SnapshotExpiry(table(order), order, pipeline, keep).run()));
    }
    if (order.asksFor(Work.ORPHANS)) {
      done.add(attempt("tidy up", () -> new OrphanRemoval(table(order), order, keep).run()));
    }
    return done;
  }

  private Upkeep attempt(String doing, java.util.function.Supplier<Upkeep> work) {
    return lake.attempt(doing + " table " + lake.name(), work);
  }

  /** The table as it is now, behind a guard for what the pipeline needs. */
  private Table table(Maintenance order) {
    Table now = lake.current();
    observer.state(now);
    return new BaseTable(
        new KeptOperations(
            LakeTable.operations(now), pipeline, made -> order.progress().accept(words(made))),
        now.name());
  }

  private static String words(Snapshot made) {
    Map<String, String> summary = made.summary();
    return "lake: "
        + summary.getOrDefault(SnapshotSummary.DELETED_FILES_PROP, "0")
        + " files became "
        + summary.getOrDefault(SnapshotSummary.ADDED_FILES_PROP, "0");
  }
}
