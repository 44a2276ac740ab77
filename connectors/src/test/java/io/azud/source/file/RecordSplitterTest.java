// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.pipeline.SourceDefinition.Csv;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSplitterTest {

  private static final Csv PLAIN = new Csv(',', '"', false);

  private static List<String> all(FileRecords records) throws IOException {
    List<String> found = new ArrayList<>();
    for (byte[] value = records.next(); value != null; value = records.next()) {
      found.add(new String(value, StandardCharsets.UTF_8));
    }
    assertThat(records.next()).isNull();
    return found;
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives one byte at a time, as a slow network may. */
  private static InputStream trickle(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(1, length));
      }
    };
  }

  private static List<String> lines(String text) throws IOException {
    List<String> found = all(new JsonLines(bytes(text)));
    assertThat(all(new JsonLines(trickle(text)))).isEqualTo(found);
    return found;
  }

  private static List<String> csv(String text) throws IOException {
    List<String> found = all(new CsvRecords(bytes(text), PLAIN));
    assertThat(all(new CsvRecords(trickle(text), PLAIN))).isEqualTo(found);
    return found;
  }

  @Test
  void linesEndWithLfOrCrLf() throws IOException {
    assertThat(lines("a\nb\r\nc")).containsExactly("a", "b", "c");
    assertThat(lines("a\n")).containsExactly("a");
    assertThat(lines("a\rb\n")).containsExactly("a\rb");
  }

  @Test
  void emptyLinesAreNoRecordsButSpacesAre() throws IOException {
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n\r\n\n")).isEmpty();
    assertThat(lines("\na\n\n \nb\n\n")).containsExactly("a", " ", "b");
  }

  @Test
  void csvRecordsEndWithCrLfLfOrCr() throws IOException {
    assertThat(csv("a,b\r\nc,d\ne,f\rg,h")).containsExactly("a,b", "c,d", "e,f", "g,h");
    assertThat(csv("\r\n\r\na\r\n\n\r")).containsExactly("a");
  }

  @Test
  void quotedFieldsMayHoldLineEndsDelimitersAndQuotes() throws IOException {
    assertThat(csv("1,\"two\r\nlines, \"\"quoted\"\"\n\"\n2,\"\"\n3,\"\"\"\"\n"))
        .containsExactly("1,\"two\r\nlines, \"\"quoted\"\"\n\"", "2,\"\"", "3,\"\"\"\"");
  }

  @Test
  void aQuoteInsideAPlainFieldQuotesNothing() throws IOException {
    assertThat(csv("5\" pipe,x\n \"a\nb\",y\n\"a\"b\nc\"\n"))
        .containsExactly("5\" pipe,x", " \"a", "b\",y", "\"a\"b", "c\"");
  }

  @Test
  void anUnbalancedQuoteTakesTheRestOfTheFile() throws IOException {
    assertThat(csv("1,a\n2,\"b\n3,c\n")).containsExactly("1,a", "2,\"b\n3,c\n");
  }

  @Test
  void otherDelimitersAndQuotesAreBytesLikeAnyOther() throws IOException {
    assertThat(all(new CsvRecords(bytes("'a;\n';b,\"\nc;d"), new Csv(';', '\'', false))))
        .containsExactly("'a;\n';b,\"", "c;d");
  }

  @Test
  void theHeaderNamesTheFields() throws IOException {
    CsvRecords records =
        new CsvRecords(bytes("\nid,\"full \"\"name\"\"\",,\"a,\nb\"\r\n1,x,,y\n"), Csv.DEFAULT);
    assertThat(records.fields()).containsExactly("id", "full \"name\"", "", "a,\nb");
    assertThat(all(records)).containsExactly("1,x,,y");
  }

  @Test
  void aFileWithoutAnythingHasNoHeader() throws IOException {
    CsvRecords records = new CsvRecords(bytes(""), Csv.DEFAULT);
    assertThat(records.fields()).isEmpty();
    assertThat(all(records)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b,a\n", "a,\"b\n", "a,\"b\"c\n"})
  void aHeaderThatNamesNothingClearlyIsRefused(String header) {
    assertThatThrownBy(() -> new CsvRecords(bytes(header), Csv.DEFAULT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("header");
  }

  @Test
  void aHeaderThatIsNoUtf8IsRefused() {
    InputStream latin1 =
        new ByteArrayInputStream("a\u00f1o,b\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> new CsvRecords(latin1, Csv.DEFAULT)).hasMessageContaining("UTF-8");
  }

  @Test
  void recordsLongerThanTheBufferStayWhole() throws IOException {
    String large = "x".repeat(3_000_001);
    assertThat(lines("a\n" + large + "\nb\n").stream().map(String::length))
        .containsExactly(1, 3_000_001, 1);
    assertThat(
            all(new CsvRecords(bytes("a\n\"" + large + "\"\nb\n"), PLAIN)).stream()
                .map(String::length))
        .containsExactly(1, 3_000_003, 1);
  }

  @Test
  void manyRecordsOverManyBuffersStayWhole() throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      expected.add("r" + i + "-" + "y".repeat(i % 17));
      text.append(expected.get(i)).append(i % 3 == 0 ? "\r\n" : "\n");
    }
    assertThat(all(new JsonLines(bytes(text.toString())))).isEqualTo(expected);
    assertThat(all(new CsvRecords(bytes(text.toString()), PLAIN))).isEqualTo(expected);
  }

  @Test
  void aRecordThatIsTooLargeIsRefusedInBoundedMemory() {
    JsonLines endless = new JsonLines(new Endless());
    assertThatThrownBy(endless::next)
        .isInstanceOf(RecordTooLargeException.class)
        .hasMessageContaining("64 MiB");
  }

  /** A file that is one line without an end. */
  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 'x';
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      Arrays.fill(into, offset, offset + length, (byte) 'x');
      return length;
    }
  }
}
