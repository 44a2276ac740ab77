// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.batch.Batch;
import java.io.Serializable;
import java.util.List;

/**
 * Finished rows in files that no table refers to: what the transform step leaves for the load step
 * when the lake itself does not take part in a slice. Also reads the lake's own data files, by
 * their receipts.
 */
public interface RowFiles extends AutoCloseable {

  /** Writes files outside of any table. */
  SliceWriterFactory writer(Batch batch);

  /** Reads what {@link #writer} or the lake sink's writer has written. */
  Reader reader();

  /** Deletes files that {@link #writer} has made. */
  void discard(List<SliceReceipt> receipts);

  @Override
  void close();

  /** Opens receipts where the work is done: it is serialised to Spark's executors. */
  interface Reader extends Serializable {
    RowCursor open(SliceReceipt receipt);
  }
}
