// SPDX-License-Identifier: Apache-2.0
package io.azud.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.testkit.corpus.Corpus;
import io.azud.testkit.corpus.CorpusRecord;
import io.azud.testkit.corpus.CorpusRecord.Rejected;
import io.azud.testkit.corpus.HugeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The tables of the page on bad records say what the tests have seen; {@code -Dazud.write=true}
 * writes them anew.
 */
class BadInputPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "bad-input.md");
  private static final String HEAD = "| a record with | becomes |\n|---|---|\n";
  private static final String STORED = "a row, exactly";

  /** What becomes of a kind of record, by its description. */
  private final Map<String, Set<String>> outcomes = new LinkedHashMap<>();

  @Test
  void tellsWhatBecomesOfEachKindOfRecord() throws IOException {
    String page = Files.readString(PAGE);
    page = with(page, "json", corpus(Corpus.json()));
    page = with(page, "huge", huge());
    page = with(page, "csv", corpus(Corpus.csv()));
    page = with(page, "stores", stores());
    if (Boolean.getBoolean("azud.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String with(String page, String name, String table) {
    String begin = "<!-- " + name + " -->\n";
    int start = page.indexOf(begin);
    int end = page.indexOf("<!-- end -->", start);
    assertThat(start).as("the mark of the table %s", name).isNotNegative();
    return page.substring(0, start + begin.length()) + table + page.substring(end);
  }

  private String corpus(List<CorpusRecord> records) {
    records.forEach(
        record ->
            note(
                record.words(),
                record.outcome() instanceof Rejected rejected ? rejected.rule() : ""));
    return table();
  }

  private String huge() {
    HugeRecord.json()
        .forEach(
            record ->
                note(record.words(), record.outcome().equals("accepted") ? "" : record.outcome()));
    return table();
  }

  private String stores() {
    Stream.of(
            StoredBadInputTest.values(),
            StoredBadInputTest.indexed(),
            StoredBadInputTest.partitions())
        .flatMap(cases -> cases)
        .map(Arguments::get)
        .forEach(parts -> note(((String) parts[0]).replaceFirst("^#\\d+ ", ""), (String) parts[3]));
    return table();
  }

  private void note(String words, String rule) {
    outcomes
        .computeIfAbsent(words, none -> new LinkedHashSet<>())
        .add(rule.isEmpty() ? STORED : "a dead letter, `" + rule + "`");
  }

  private String table() {
    String rows =
        outcomes.entrySet().stream()
            .map(row -> "| " + row.getKey() + " | " + joined(row.getValue()) + " |\n")
            .collect(Collectors.joining());
    outcomes.clear();
    return HEAD + rows;
  }

  private static String joined(Set<String> becomes) {
    return String.join(" or ", becomes).replace(" or a dead letter, ", " or ");
  }
}
