// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a stream into records at line ends and keeps their bytes as they are. Empty lines are no
 * records. The memory that it needs grows with the largest record, never beyond {@link
 * FileRecords#MAX_RECORD_BYTES} and one buffer.
 */
abstract class RecordSplitter implements FileRecords {

  private static final int BUFFER = 256 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int scanned;
  private int limit;
  private boolean exhausted;

  RecordSplitter(InputStream in) {
    this.in = in;
  }

  /**
   * Looks for the byte that ends a record.
   *
   * @return its index in {@code bytes} between {@code from} and {@code to}; -1 when it is not among
   *     them, then the search goes on with what follows them
   */
  abstract int endOfRecord(byte[] bytes, int from, int to);

  /** The record without what belongs to its line end. */
  int trimmedEnd(byte[] bytes, int from, int to) {
    return to;
  }

  @Override
  public final byte[] next() throws IOException {
    while (true) {
      int end = endOfRecord(buffer, scanned, limit);
      if (end < 0 && !exhausted) {
        scanned = limit;
        fill();
        continue;
      }
      int from = start;
      int to = end < 0 ? limit : end;
      start = end < 0 ? limit : end + 1;
      scanned = start;
      int trimmed = trimmedEnd(buffer, from, to);
      if (trimmed - from > MAX_RECORD_BYTES) {
        throw new RecordTooLargeException();
      }
      if (trimmed > from) {
        return Arrays.copyOfRange(buffer, from, trimmed);
      }
      if (end < 0) {
        return null;
      }
    }
  }

  @Override
  public List<String> fields() {
    return List.of();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void fill() throws IOException {
    if (start > 0 && limit == buffer.length) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      limit -= start;
      scanned -= start;
      start = 0;
    }
    if (limit == buffer.length) {
      if (limit > MAX_RECORD_BYTES) {
        throw new RecordTooLargeException();
      }
      buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, MAX_RECORD_BYTES + BUFFER));
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      exhausted = true;
    } else {
      limit += read;
    }
  }
}
