// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

/**
 * Reads the records of one slice in order. An instance belongs to one thread.
 *
 * <p>{@link #advance()} returns {@code false} only when the slice's end has been reached; a source
 * that cannot reach it throws.
 */
public interface RecordCursor extends AutoCloseable {

  /**
   * @return whether there is a record
   * @throws io.azud.error.AzudException {@code OFFSETS_LOST} when part of the slice is gone, {@code
   *     SOURCE_REPLACED} when it is no longer the same data, {@code KAFKA_UNREACHABLE} and the like
   *     when the source does not answer in time
   */
  boolean advance();

  /** The current record; valid until the next {@link #advance()}. */
  RawRecord record();

  @Override
  void close();
}
