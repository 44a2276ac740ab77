// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import java.io.IOException;
import java.util.List;

/** The records of one file, in order. */
interface FileRecords extends AutoCloseable {

  /** The largest record that is taken into memory. */
  int MAX_RECORD_BYTES = 64 * 1024 * 1024;

  /**
   * @return the next record's bytes, owned by the caller; {@code null} after the last one
   * @throws RecordTooLargeException at a record of more than {@link #MAX_RECORD_BYTES}
   * @throws IOException when the file cannot be read or is damaged
   */
  byte[] next() throws IOException;

  /** The names of a record's fields in order; empty when the file does not say. */
  List<String> fields();

  @Override
  void close() throws IOException;
}
