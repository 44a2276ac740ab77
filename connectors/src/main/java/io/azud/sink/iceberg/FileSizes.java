// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Adds up the data files of a snapshot. A manifest never changes, so each is read once: looking
 * again costs as much as was written since. For one thread.
 */
final class FileSizes {
  private static final List<String> COLUMNS = List.of("file_size_in_bytes");

  /** A file below this share of the size that is aimed at is small. */
  private static final int SMALL_SHARE = 4;

  private Map<String, Sums> known = Map.of();
  private long knownLimit;

  /**
   * @param small files below the limit
   */
  record Sums(long files, long small, long bytes) {
    static final Sums NONE = new Sums(0, 0, 0);

    Sums plus(Sums other) {
      return new Sums(files + other.files, small + other.small, bytes + other.bytes);
    }
  }

  /** The size that a table's files are to have. */
  static long aim(Table table) {
    return PropertyUtil.propertyAsLong(
        table.properties(),
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
  }

  /** Below this a file of the table is small. */
  static long small(Table table) {
    return aim(table) / SMALL_SHARE;
  }

  Sums of(Table table, Snapshot snapshot) {
    long smallBytes = small(table);
    Map<String, Sums> all = new HashMap<>();
    for (ManifestFile manifest : snapshot.dataManifests(table.io())) {
      Sums before = knownLimit == smallBytes ? known.get(manifest.path()) : null;
      all.put(manifest.path(), before == null ? read(table, manifest, smallBytes) : before);
    }
    known = all;
    knownLimit = smallBytes;
    return all.values().stream().reduce(Sums.NONE, Sums::plus);
  }

  private static Sums read(Table table, ManifestFile manifest, long smallBytes) {
    long files = 0;
    long small = 0;
    long bytes = 0;
    try (CloseableIterable<DataFile> all =
        ManifestFiles.read(manifest, table.io(), table.specs()).select(COLUMNS)) {
      for (DataFile file : all) {
        files++;
        small += file.fileSizeInBytes() < smallBytes ? 1 : 0;
        bytes += file.fileSizeInBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Sums(files, small, bytes);
  }
}
