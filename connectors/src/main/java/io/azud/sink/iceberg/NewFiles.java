// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.io.DataWriter;
import org.apache.spark.sql.catalyst.InternalRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data files that one writer makes; until it is done with them, no table refers to them. */
final class NewFiles {
  private static final Logger LOG = LoggerFactory.getLogger(NewFiles.class);

  private final FileTarget target;
  private final String prefix;
  private final boolean sorted;
  private final List<StoredFile> finished = new ArrayList<>();
  private final Set<OpenFile> open = new HashSet<>();
  private int made;

  /**
   * @param prefix starts the files' names, which are unique whatever it is
   * @param sorted whether rows come in another order than that of their lineage
   */
  NewFiles(FileTarget target, String prefix, boolean sorted) {
    this.target = target;
    this.prefix = prefix + "-" + UUID.randomUUID().toString().substring(0, 13);
    this.sorted = sorted;
  }

  FileTarget target() {
    return target;
  }

  /**
   * @param partition {@code null} when the rows are not partitioned; not changed afterwards
   */
  OpenFile open(StructLike partition) {
    DataWriter<InternalRow> writer = target.open(partition, prefix + "-" + made++);
    OpenFile file = new OpenFile(writer, target.schema().columns().size());
    open.add(file);
    return file;
  }

  void finish(OpenFile file) {
    DataFile data = file.close();
    open.remove(file);
    finished.add(StoredFile.of(data, target.spec(), target.schema(), file.span(), sorted));
  }

  List<StoredFile> finished() {
    return List.copyOf(finished);
  }

  /** Deletes all of them, as far as the store allows. */
  void discard() {
    for (OpenFile file : List.copyOf(open)) {
      attempt(() -> finish(file));
    }
    for (StoredFile file : finished) {
      attempt(() -> target.io().deleteFile(file.path()));
    }
  }

  private static void attempt(Runnable cleaning) {
    try {
      cleaning.run();
    } catch (RuntimeException e) {
      LOG.debug("a file that no table refers to stays behind", e);
    }
  }
}
