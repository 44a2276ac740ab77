// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.pipeline.SourceDefinition.Csv;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * CSV records as <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a> has them: a field
 * that begins with a quote may hold line ends. Records end with CR LF, LF or CR. Whether a record
 * is well formed is for the decoder to say: with an unbalanced quote the rest of the file is one
 * record.
 */
final class CsvRecords extends RecordSplitter {

  private enum State {
    FIELD_START,
    PLAIN,
    QUOTED,
    /** After a quote within quotes: it is the first of two, or the end. */
    QUOTE_IN_QUOTES
  }

  private final byte delimiter;
  private final byte quote;
  private final List<String> fields;
  private State state = State.FIELD_START;

  /** Reads the header, if there is to be one. */
  CsvRecords(InputStream in, Csv csv) throws IOException {
    super(in);
    delimiter = (byte) csv.delimiter();
    quote = (byte) csv.quote();
    byte[] header = csv.header() ? next() : null;
    fields = header == null ? List.of() : CsvHeader.names(header, csv);
  }

  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  int endOfRecord(byte[] bytes, int from, int to) {
    State at = state;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (at == State.QUOTED) {
        at = b == quote ? State.QUOTE_IN_QUOTES : State.QUOTED;
      } else if (b == '\n' || b == '\r') {
        state = State.FIELD_START;
        return i;
      } else if (b == delimiter) {
        at = State.FIELD_START;
      } else if (b == quote && at != State.PLAIN) {
        at = State.QUOTED;
      } else {
        at = State.PLAIN;
      }
    }
    state = at;
    return -1;
  }
}
