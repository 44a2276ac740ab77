// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.decode.csv.CsvDecoder;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.Pipeline.UnknownFields;
import io.azud.pipeline.SourceDefinition.Csv;
import io.azud.spi.RawRecord;
import io.azud.spi.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.Test;

/** Random CSV, cut and decoded here and by Commons CSV: both must see the same fields. */
class CsvDifferentialTest {
  private static final long SEED = 47;
  private static final int FILES = 20_000;
  private static final int COLUMNS = 3;
  private static final Csv CSV = new Csv(',', '"', false);
  private static final CSVFormat REFERENCE =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
  private static final String[] PIECES = {
    "a", "ñ", "🦤", ",", "\"", "\"\"", "\n", "\r", "\r\n", " ", "\\", "\\.", "", "0"
  };

  private final Random random = new Random(SEED);

  @Test
  void readsWhatCommonsCsvWrites() throws IOException {
    for (int i = 0; i < FILES; i++) {
      List<List<String>> written = new ArrayList<>();
      StringWriter file = new StringWriter();
      QuoteMode mode = random.nextBoolean() ? QuoteMode.ALL_NON_NULL : QuoteMode.MINIMAL;
      try (CSVPrinter printer =
          new CSVPrinter(file, REFERENCE.builder().setQuoteMode(mode).get())) {
        for (int row = random.nextInt(4); row >= 0; row--) {
          // A first field that is not empty: a line without anything is no record.
          List<String> fields = List.of("x" + text(), text(), text());
          written.add(fields);
          printer.printRecord(fields);
        }
      }
      assertThat(decoded(file.toString())).as("file %d: %s", i, file).isEqualTo(written);
    }
  }

  @Test
  void acceptsNothingThatCommonsCsvReadsInAnotherWay() throws IOException {
    int compared = 0;
    for (int i = 0; i < FILES * 5; i++) {
      String file = text() + text() + text() + text();
      List<List<String>> decoded = decoded(file);
      if (!decoded.isEmpty() && !decoded.contains(List.<String>of())) {
        assertThat(reference(file)).as("file %d: %s", i, file).isEqualTo(decoded);
        compared++;
      }
    }
    assertThat(compared).as("files of which every record was accepted").isGreaterThan(FILES / 50);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static List<List<String>> reference(String file) throws IOException {
    List<List<String>> records = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(file, REFERENCE)) {
      for (CSVRecord record : parser) {
        records.add(record.toList());
      }
    }
    return records;
  }

  /** Each record's fields, no value being an empty text; a rejected record is an empty list. */
  private static List<List<String>> decoded(String file) throws IOException {
    List<Column> columns =
        List.of(
            Column.optional("a", Simple.STRING),
            Column.optional("b", Simple.STRING),
            Column.optional("c", Simple.STRING));
    CsvDecoder decoder = new CsvDecoder(columns, UnknownFields.REJECT, CSV);
    List<List<String>> records = new ArrayList<>();
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    try (CsvRecords cut = new CsvRecords(new ByteArrayInputStream(bytes), CSV)) {
      for (byte[] value = cut.next(); value != null; value = cut.next()) {
        Object[] row = new Object[COLUMNS];
        RawRecord record = new RawRecord(0, 0, -1, null, value, List.of(), List.of());
        boolean accepted = decoder.decode(record, row) == Verdict.ACCEPTED;
        records.add(accepted ? texts(row) : List.of());
      }
    }
    return records;
  }

  private static List<String> texts(Object[] row) {
    return Arrays.stream(row).map(value -> value == null ? "" : value.toString()).toList();
  }
}
