// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Rows of an unpartitioned table, in the order in which they come; a new file whenever one is large
 * enough.
 */
final class RollingOutput implements RowOutput {
  private static final int ROWS_BETWEEN_CHECKS = 1000;

  private final NewFiles files;
  private final long targetBytes;
  private OpenFile current;
  private int unchecked;

  RollingOutput(NewFiles files, long targetBytes) {
    this.files = files;
    this.targetBytes = targetBytes;
  }

  @Override
  public void write(InternalRow row) {
    if (current == null) {
      current = files.open(null);
    }
    current.write(row);
    if (++unchecked == ROWS_BETWEEN_CHECKS) {
      unchecked = 0;
      if (current.length() >= targetBytes) {
        finish();
      }
    }
  }

  @Override
  public void finish() {
    if (current != null) {
      files.finish(current);
      current = null;
    }
  }
}
