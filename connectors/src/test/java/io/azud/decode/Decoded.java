// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.spi.Decoder;
import io.azud.spi.RawRecord;
import io.azud.spi.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One record's way through a decoder, for assertions. */
public record Decoded(Verdict verdict, List<Object> row) {

  public static Decoded of(Decoder decoder, int columns, byte[] record, String... fields) {
    Object[] row = new Object[columns];
    RawRecord raw = new RawRecord(0, 0, -1, null, record, List.of(), List.of(fields));
    Verdict verdict = decoder.decode(raw, row);
    return new Decoded(verdict, Arrays.asList(row));
  }

  public static Decoded of(Decoder decoder, int columns, String record, String... fields) {
    return of(decoder, columns, record.getBytes(StandardCharsets.UTF_8), fields);
  }

  /** {@code accepted}, or the name of the rule that rejected the record. */
  public String outcome() {
    return verdict instanceof Verdict.Rejection rejection ? rejection.rule() : "accepted";
  }

  public String reason() {
    return ((Verdict.Rejection) verdict).reason();
  }

  /** The values of an accepted record. */
  public List<Object> values() {
    assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
    return row;
  }

  public Object value(int column) {
    return values().get(column);
  }

  public String text(int column) {
    return String.valueOf(value(column));
  }
}
