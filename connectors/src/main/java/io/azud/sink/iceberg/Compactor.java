// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.spi.Maintenance;
import io.azud.spi.Upkeep.Compaction;
import io.azud.spi.Upkeep.Files;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.BinPackRewriteFilePlanner;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.actions.RewriteFileGroup;
import org.apache.iceberg.actions.SizeBasedFileRewritePlanner;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.actions.SparkActions;

/**
 * Writes the small files of each partition together, until none of them has two. The table's
 * format, order and statistics stay as declared.
 */
final class Compactor {
  private final Table table;
  private final Maintenance order;
  private final FileSizes sizes = new FileSizes();

  Compactor(Table table, Maintenance order) {
    this.table = table;
    this.order = order;
  }

  Compaction run() {
    Files before = files();
    Files small = planned();
    if (small.count() == 0 || !order.isForReal()) {
      return new Compaction(before, before, small, 0);
    }
    order
        .progress()
        .accept("lake: compacting " + small.count() + " files of " + small.bytes() + " bytes");
    RewriteDataFiles rewrite = SparkActions.get().rewriteDataFiles(table).options(options());
    RewriteDataFiles.Result result =
        (table.sortOrder().isSorted() ? rewrite.sort() : rewrite.binPack()).execute();
    table.refresh();
    return new Compaction(
        before,
        files(),
        new Files(result.rewrittenDataFilesCount(), result.rewrittenBytesCount()),
        result.failedDataFilesCount());
  }

  private Files files() {
    Snapshot now = table.currentSnapshot();
    if (now == null) {
      return Files.NONE;
    }
    FileSizes.Sums sums = sizes.of(table, now);
    return new Files(sums.files(), sums.bytes());
  }

  /** What the action will find, by the planner that it uses. */
  private Files planned() {
    Snapshot now = table.currentSnapshot();
    if (now == null) {
      return Files.NONE;
    }
    BinPackRewriteFilePlanner planner =
        new BinPackRewriteFilePlanner(table, Expressions.alwaysTrue(), now.snapshotId(), true);
    planner.init(sizeOptions());
    Files small = Files.NONE;
    try (CloseableIterable<RewriteFileGroup> groups = planner.plan().groups()) {
      for (RewriteFileGroup group : groups) {
        small = small.plus(new Files(group.inputFileNum(), group.inputFilesSizeInBytes()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return small;
  }

  private Map<String, String> options() {
    Map<String, String> options = new HashMap<>(sizeOptions());
    // Committed in parts: one that is killed, or meets a conflict, leaves the others standing.
    options.put(RewriteDataFiles.PARTIAL_PROGRESS_ENABLED, "true");
    return options;
  }

  /** Small is here what the metric calls small. */
  private Map<String, String> sizeOptions() {
    return Map.of(
        SizeBasedFileRewritePlanner.TARGET_FILE_SIZE_BYTES, Long.toString(FileSizes.aim(table)),
        SizeBasedFileRewritePlanner.MIN_FILE_SIZE_BYTES, Long.toString(FileSizes.small(table)),
        SizeBasedFileRewritePlanner.MIN_INPUT_FILES, "2");
  }
}
