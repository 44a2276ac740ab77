// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import java.io.InputStream;

/**
 * One record a line; lines end with LF or CR LF. See <a href="https://jsonlines.org/">JSON
 * Lines</a>.
 */
final class JsonLines extends RecordSplitter {

  JsonLines(InputStream in) {
    super(in);
  }

  @Override
  int endOfRecord(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  @Override
  int trimmedEnd(byte[] bytes, int from, int to) {
    return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
  }
}
