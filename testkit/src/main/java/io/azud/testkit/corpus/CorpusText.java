// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit.corpus;

import io.azud.testkit.corpus.CorpusRecord.Accepted;
import io.azud.testkit.corpus.CorpusRecord.Outcome;
import io.azud.testkit.corpus.CorpusRecord.Rejected;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads records out of a text: a line with the row's number and what kind of record follows, then
 * for each record an indented line {@code input | rule | reason} or {@code input | accepted |
 * column=value}. {@code %XX} stands for a byte.
 */
final class CorpusText {
  private CorpusText() {}

  static List<CorpusRecord> read(String text) {
    List<CorpusRecord> records = new ArrayList<>();
    String[] kind = {"0", ""};
    for (String line : text.lines().toList()) {
      if (line.startsWith(" ")) {
        records.add(
            record(Integer.parseInt(kind[0]), kind[1], line.substring(2).split(" \\| ", 3)));
      } else {
        kind = line.split(" ", 2);
      }
    }
    return List.copyOf(records);
  }

  private static CorpusRecord record(int row, String words, String[] parts) {
    return new CorpusRecord(row, words, parts[0], bytes(parts[0]), outcome(parts[1], parts[2]));
  }

  private static Outcome outcome(String rule, String detail) {
    if (!rule.equals("accepted")) {
      return new Rejected(rule, detail);
    }
    int equals = detail.indexOf('=');
    String value = new String(bytes(detail.substring(equals + 1)), StandardCharsets.UTF_8);
    return new Accepted(detail.substring(0, equals), value);
  }

  private static byte[] bytes(String input) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < input.length(); i++) {
      char c = input.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(input.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }
}
