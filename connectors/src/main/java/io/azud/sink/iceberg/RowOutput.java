// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import org.apache.spark.sql.catalyst.InternalRow;

/** Spreads rows over data files. */
interface RowOutput {

  /**
   * @param row may be changed by the caller afterwards
   */
  void write(InternalRow row);

  /** Completes all files. */
  void finish();
}
