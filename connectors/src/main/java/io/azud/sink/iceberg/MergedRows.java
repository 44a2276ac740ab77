// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.spi.RowCursor;
import java.util.List;
import java.util.PriorityQueue;

/** The rows of several files, each ordered by lineage, as one sequence ordered by lineage. */
final class MergedRows implements RowCursor {
  private final List<FileRows> files;
  private final PriorityQueue<FileRows> waiting =
      new PriorityQueue<>(
          (one, other) ->
              Span.compare(one.partition(), one.offset(), other.partition(), other.offset()));
  private boolean started;
  private FileRows current;

  MergedRows(List<FileRows> files) {
    this.files = files;
  }

  @Override
  public boolean advance() {
    if (!started) {
      started = true;
      files.forEach(this::queue);
    } else {
      queue(current);
    }
    current = waiting.poll();
    return current != null;
  }

  private void queue(FileRows file) {
    if (file.advance()) {
      waiting.add(file);
    }
  }

  @Override
  public Object[] row() {
    return current.row();
  }

  @Override
  public void close() {
    files.forEach(FileRows::close);
  }
}
