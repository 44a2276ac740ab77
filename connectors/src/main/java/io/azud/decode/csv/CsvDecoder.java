// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.csv;

import io.azud.decode.BadValue;
import io.azud.decode.Contract;
import io.azud.decode.DecodeRule;
import io.azud.decode.Limits;
import io.azud.decode.json.FieldTable;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.Pipeline.UnknownFields;
import io.azud.pipeline.SourceDefinition;
import io.azud.spi.Decoder;
import io.azud.spi.RawRecord;
import io.azud.spi.Verdict;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes CSV records (RFC 4180), one record at a time. What is accepted and what is not stands in
 * {@code docs/reference/decoding.md}.
 */
public final class CsvDecoder implements Decoder {
  private static final int BOM_LENGTH = 3;

  private final List<Column> contract;
  private final UnknownFields policy;
  private final CsvColumn[] columns;
  private final CsvInput in;
  private final KeptTexts kept = new KeptTexts();
  private final CsvLayout inOrder;
  private CsvLayout layout;

  public CsvDecoder(Pipeline pipeline) {
    this(pipeline.columns(), pipeline.unknownFields(), pipeline.source().format().csv());
  }

  /**
   * @param columns under {@link UnknownFields#KEEP} end with the column for unknown fields
   */
  public CsvDecoder(List<Column> columns, UnknownFields policy, SourceDefinition.Csv format) {
    requireUsable(format);
    this.contract = Contract.sentColumns(columns, policy);
    this.policy = policy;
    this.columns = contract.stream().map(c -> new CsvColumn(c, policy)).toArray(CsvColumn[]::new);
    this.in = new CsvInput(format);
    this.inOrder = CsvLayout.inOrder(contract);
    this.layout = inOrder;
  }

  private static void requireUsable(SourceDefinition.Csv format) {
    boolean usable = format.delimiter() != format.quote();
    for (char c : new char[] {format.delimiter(), format.quote()}) {
      usable &= c > 0 && c < 0x80 && c != '\n' && c != '\r';
    }
    if (!usable) {
      throw new AzudException(
          ErrorCode.PIPELINE_INVALID,
          "csv: delimiter and quote must be two different ASCII characters and no line breaks");
    }
  }

  @Override
  public Verdict decode(RawRecord record, Object[] row) {
    try {
      read(record, row);
      return Verdict.ACCEPTED;
    } catch (BadValue e) {
      return e.rejection();
    }
  }

  private void read(RawRecord record, Object[] row) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    if (value.length > Limits.MAX_RECORD_BYTES) {
      throw new BadValue(
          DecodeRule.TOO_LARGE, "is longer than " + Limits.MAX_RECORD_BYTES + " bytes", 0);
    }
    int start = startsWithBom(value) ? BOM_LENGTH : 0;
    int end = endWithoutLineBreak(value, start);
    if (start == end) {
      throw new BadValue(DecodeRule.EMPTY, "is empty", 0);
    }
    chooseLayout(record.fields());
    if (layout != inOrder) {
      Arrays.fill(row, 0, contract.size(), null);
    }
    kept.clear();
    in.open(value, start, end);
    readFields(row);
    if (policy == UnknownFields.KEEP) {
      row[contract.size()] = kept.take();
    }
  }

  private void chooseLayout(List<String> header) {
    if (header.isEmpty()) {
      layout = inOrder;
    } else if (layout == inOrder || !layout.isFor(header)) {
      layout = CsvLayout.of(header, contract, policy);
    }
  }

  private void readFields(Object[] row) {
    int expected = layout.fieldCount();
    int field = 0;
    for (; in.more(); field++) {
      in.next();
      if (field >= expected) {
        throw new BadValue(
            DecodeRule.FIELD_COUNT, "has more than " + expected + " fields", in.start());
      }
      int column = layout.column(field);
      if (column != FieldTable.UNKNOWN) {
        row[column] = columns[column].read(in);
      } else if (policy == UnknownFields.KEEP) {
        kept.add(layout.name(field), in);
      }
    }
    if (field < expected) {
      throw new BadValue(
          DecodeRule.FIELD_COUNT, "has " + field + " fields and not " + expected, in.start());
    }
  }

  private static boolean startsWithBom(byte[] value) {
    return value.length >= BOM_LENGTH
        && value[0] == (byte) 0xef
        && value[1] == (byte) 0xbb
        && value[2] == (byte) 0xbf;
  }

  private static int endWithoutLineBreak(byte[] value, int start) {
    int end = value.length;
    if (end > start && value[end - 1] == '\n') {
      end--;
    } else if (end > start && value[end - 1] == '\r') {
      return end - 1;
    }
    return end > start && end < value.length && value[end - 1] == '\r' ? end - 1 : end;
  }
}
