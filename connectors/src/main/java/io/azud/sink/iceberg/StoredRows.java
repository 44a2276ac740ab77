// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.catalog.LakeFailures;
import io.azud.catalog.LakeFiles;
import io.azud.environment.Environment;
import io.azud.spi.RowCursor;
import io.azud.spi.RowFiles;
import io.azud.spi.SliceReceipt;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.io.FileIO;

/**
 * Reads the files of a receipt back in the order in which their rows were written, which is that of
 * their lineage.
 *
 * <p>Files whose lineages do not overlap are read one after another. Those that do, because a table
 * is partitioned, are merged; when their rows are sorted otherwise, they are few enough to be
 * sorted back in memory, for they were sorted there.
 */
final class StoredRows implements RowFiles.Reader {
  private static final long serialVersionUID = 1L;

  private final Environment environment;
  private final List<String> columns;

  /**
   * @param columns of a row, in its order, the lineage columns last
   */
  StoredRows(Environment environment, List<String> columns) {
    this.environment = environment;
    this.columns = List.copyOf(columns);
  }

  @Override
  public RowCursor open(SliceReceipt receipt) {
    FileIO io = new LakeFiles(environment).open();
    return new Groups(groups(receipt.files()), io);
  }

  /** Files by lineage, those together that overlap. */
  static List<List<StoredFile>> groups(List<String> texts) {
    List<StoredFile> files =
        texts.stream()
            .map(StoredFile::fromJson)
            .sorted((one, other) -> Span.byFirst(one.span(), other.span()))
            .toList();
    List<List<StoredFile>> groups = new ArrayList<>();
    Span covered = null;
    for (StoredFile file : files) {
      boolean apart = covered == null || covered.endsBefore(file.span());
      if (apart) {
        groups.add(new ArrayList<>());
      }
      covered = apart ? file.span() : covered.with(file.span());
      groups.get(groups.size() - 1).add(file);
    }
    return groups;
  }

  /** One group after another. */
  private final class Groups implements RowCursor {
    private final List<List<StoredFile>> groups;
    private final FileIO io;
    private int next;
    private RowCursor current;

    Groups(List<List<StoredFile>> groups, FileIO io) {
      this.groups = groups;
      this.io = io;
    }

    @Override
    public boolean advance() {
      try {
        while (true) {
          if (current != null) {
            if (current.advance()) {
              return true;
            }
            current.close();
            current = null;
          }
          if (next == groups.size()) {
            return false;
          }
          current = cursor(groups.get(next++));
        }
      } catch (RuntimeException e) {
        throw LakeFailures.translate("read a data file", environment, e);
      }
    }

    private RowCursor cursor(List<StoredFile> files) {
      List<FileRows> rows = files.stream().map(file -> new FileRows(file, columns, io)).toList();
      if (files.stream().anyMatch(StoredFile::sorted)) {
        return new ResortedRows(rows);
      }
      return rows.size() == 1 ? rows.get(0) : new MergedRows(rows);
    }

    @Override
    public Object[] row() {
      return current.row();
    }

    @Override
    public void close() {
      try (io) {
        if (current != null) {
          current.close();
        }
      }
    }
  }
}
