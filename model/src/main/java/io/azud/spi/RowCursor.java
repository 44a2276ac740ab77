// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

/**
 * Reads finished rows back, in the order in which they were written. An instance belongs to one
 * thread.
 */
public interface RowCursor extends AutoCloseable {

  boolean advance();

  /**
   * The output columns, then {@code azud_partition} and {@code azud_offset}; valid until the next
   * {@link #advance()}.
   */
  Object[] row();

  @Override
  void close();
}
