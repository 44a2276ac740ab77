// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.batch.Counts;

/**
 * Writes the rows of one slice to one sink, in order. An instance belongs to one thread. Closing it
 * without {@link #finish} leaves nothing visible.
 */
public interface SliceWriter extends AutoCloseable {

  /**
   * @param row the output columns, then {@code azud_partition} (Integer) and {@code azud_offset}
   *     (Long); the array is reused by the caller after the call, the values in it are not changed
   */
  void write(Object[] row);

  /** A record without a value. Only upsert sinks do something with it. */
  default void delete(RawRecord tombstone) {}

  /**
   * Ends the slice. A sink that commits slice by slice does so here, data and watermark in one
   * transaction.
   *
   * @param counts of the slice; {@code accepted} is the number of {@link #write} calls
   * @throws io.azud.error.AzudException {@code FENCED} when a newer instance has taken over, {@code
   *     BOOKS_UNBALANCED} when the store took another number of rows, {@code COMMIT_UNKNOWN} when
   *     the store did not say
   */
  SliceReceipt finish(Counts counts);

  @Override
  void close();
}
