// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.pipeline.LakeDefinition;
import io.azud.spi.Maintenance;
import io.azud.spi.Upkeep.Files;
import io.azud.spi.Upkeep.Orphans;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.iceberg.util.LocationUtil;

/**
 * Deletes files in the table's own directories that no snapshot needs: what killed or fenced passes
 * and lost commits have left. Young files stay, for they may belong to a pass in flight, and so do
 * those of a batch that waits to be loaded, whatever their age.
 */
final class OrphanRemoval {
  /** Where tables keep their files. Another table may have its place elsewhere below this one's. */
  private static final List<String> DIRECTORIES = List.of("data/", "metadata/");

  private final Table table;
  private final Maintenance order;
  private final LakeDefinition.Maintenance keep;

  OrphanRemoval(Table table, Maintenance order, LakeDefinition.Maintenance keep) {
    this.table = table;
    this.order = order;
    this.keep = keep;
  }

  Orphans run() {
    List<String> orphans = new ArrayList<>();
    String root = LocationUtil.stripTrailingSlash(table.location()) + "/";
    DIRECTORIES.forEach(directory -> orphans.addAll(find(root + directory)));
    Set<String> needed =
        order.waiting().stream()
            .flatMap(batch -> batch.receipts().stream())
            .flatMap(receipt -> receipt.files().stream())
            .map(text -> place(StoredFile.fromJson(text).path()))
            .collect(Collectors.toSet());
    List<String> removable =
        orphans.stream().filter(path -> !needed.contains(place(path))).toList();
    Files removed = new Files(removable.size(), bytes(removable));
    if (order.isForReal() && !removable.isEmpty()) {
      order.progress().accept("lake: removing " + removable.size() + " files that nothing needs");
      CatalogUtil.deleteFiles(table.io(), removable, "orphan", true);
    }
    return new Orphans(removed, orphans.size() - removable.size());
  }

  /** Finds, and deletes nothing. */
  private Queue<String> find(String directory) {
    Queue<String> found = new ConcurrentLinkedQueue<>();
    SparkActions.get()
        .deleteOrphanFiles(table)
        .usePrefixListing(true)
        .location(directory)
        .olderThan(order.now().minus(keep.keepOrphans()).toEpochMilli())
        .deleteWith(found::add)
        .execute();
    return found;
  }

  /** A path without its scheme, which one place may be written with in several ways. */
  private static String place(String path) {
    return path.replaceFirst("^[A-Za-z0-9+.-]+:/+", "/");
  }

  private long bytes(List<String> paths) {
    FileIO io = table.io();
    return paths.parallelStream().mapToLong(path -> bytes(io, path)).sum();
  }

  private static long bytes(FileIO io, String path) {
    try {
      return io.newInputFile(path).getLength();
    } catch (NotFoundException e) {
      return 0;
    }
  }
}
