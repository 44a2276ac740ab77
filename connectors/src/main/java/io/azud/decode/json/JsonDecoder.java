// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.BadValue;
import io.azud.decode.Contract;
import io.azud.decode.DecodeRule;
import io.azud.decode.Limits;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.Pipeline.UnknownFields;
import io.azud.spi.Decoder;
import io.azud.spi.RawRecord;
import io.azud.spi.Verdict;
import java.util.List;

/**
 * Decodes JSON objects: one pass over the bytes, straight into typed values. What is accepted and
 * what is not stands in {@code docs/reference/decoding.md}.
 */
public final class JsonDecoder implements Decoder {
  private static final int BOM_LENGTH = 3;

  private final JsonInput in = new JsonInput();
  private final KeptFields kept = new KeptFields();
  private final FieldsReader fields;

  /** Where unknown fields go in the row; -1 when they are not kept. */
  private final int keptColumn;

  public JsonDecoder(Pipeline pipeline) {
    this(pipeline.columns(), pipeline.unknownFields());
  }

  /**
   * @param contract under {@link UnknownFields#KEEP} ends with the column for unknown fields
   */
  public JsonDecoder(List<Column> contract, UnknownFields policy) {
    List<Column> columns = Contract.sentColumns(contract, policy);
    this.keptColumn = policy == UnknownFields.KEEP ? columns.size() : -1;
    UnknownField unknown =
        switch (policy) {
          case REJECT -> UnknownField.REJECT;
          case IGNORE -> UnknownField.IGNORE;
          case KEEP -> kept;
        };
    this.fields = new FieldsReader(columns, new JsonReaders(policy).of(columns), unknown);
  }

  @Override
  public Verdict decode(RawRecord record, Object[] row) {
    try {
      read(record.value() == null ? new byte[0] : record.value(), row);
      return Verdict.ACCEPTED;
    } catch (BadValue e) {
      return e.rejection();
    }
  }

  private void read(byte[] value, Object[] row) {
    if (value.length > Limits.MAX_RECORD_BYTES) {
      throw new BadValue(
          DecodeRule.TOO_LARGE, "is longer than " + Limits.MAX_RECORD_BYTES + " bytes", 0);
    }
    refuseOtherEncodings(value);
    in.open(value, startsWithBom(value) ? BOM_LENGTH : 0, value.length);
    if (in.peek() != '{') {
      throw notAnObject();
    }
    if (keptColumn >= 0) {
      kept.clear();
    }
    fields.read(in, row);
    if (in.peek() != JsonInput.END) {
      throw new BadValue(
          DecodeRule.TRAILING_DATA, "has something behind its closing brace", in.position());
    }
    if (keptColumn >= 0) {
      row[keptColumn] = kept.take();
    }
  }

  private static boolean startsWithBom(byte[] value) {
    return value.length >= BOM_LENGTH
        && value[0] == (byte) 0xef
        && value[1] == (byte) 0xbb
        && value[2] == (byte) 0xbf;
  }

  /**
   * RFC 8259 allows UTF-8 only; a zero among the first two bytes or one of these marks shows UTF-16
   * or UTF-32.
   */
  private static void refuseOtherEncodings(byte[] value) {
    if (value.length < 2) {
      return;
    }
    int first = value[0] & 0xff;
    int second = value[1] & 0xff;
    if (first == 0
        || second == 0
        || first == 0xff && second == 0xfe
        || first == 0xfe && second == 0xff) {
      throw new BadValue(DecodeRule.INVALID_UTF8, "is UTF-16 or UTF-32 and not UTF-8", 0);
    }
  }

  private BadValue notAnObject() {
    int next = in.peek();
    if (next == JsonInput.END) {
      return new BadValue(DecodeRule.EMPTY, "is empty", in.position());
    }
    boolean startsValue =
        next == '"'
            || next == '['
            || next == '-'
            || next >= '0' && next <= '9'
            || next == 't'
            || next == 'f'
            || next == 'n';
    return startsValue
        ? new BadValue(DecodeRule.NOT_AN_OBJECT, "is not a JSON object", in.position())
        : in.malformed("is not JSON");
  }
}
