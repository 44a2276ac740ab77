// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.spi.RowCursor;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** The rows of files that were sorted together, back in the order of their lineage. */
final class ResortedRows implements RowCursor {
  private final List<FileRows> files;
  private final RowBuffer buffer;
  private final UnsafeRow cursor;
  private final Object[] values;
  private int[] order;
  private int next;

  ResortedRows(List<FileRows> files) {
    int columns = files.get(0).types().length;
    this.files = files;
    this.buffer = new RowBuffer(columns);
    this.cursor = new UnsafeRow(columns);
    this.values = new Object[columns];
  }

  @Override
  public boolean advance() {
    if (order == null) {
      load();
    }
    if (next == order.length) {
      return false;
    }
    buffer.show(order[next++], cursor);
    return true;
  }

  private void load() {
    UnsafeProjection copy = UnsafeProjection.create(files.get(0).type());
    for (FileRows file : files) {
      while (file.advance()) {
        buffer.add(copy.apply(file.current()), 0);
      }
      file.close();
    }
    order =
        buffer.sorted(
            1, RowOrder.by(files.get(0).type(), List.of(LakeSchema.PARTITION, LakeSchema.OFFSET)));
  }

  @Override
  public Object[] row() {
    return FileRows.copy(cursor, files.get(0).types(), values);
  }

  @Override
  public void close() {
    files.forEach(FileRows::close);
  }
}
