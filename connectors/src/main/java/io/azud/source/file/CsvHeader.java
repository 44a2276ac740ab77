// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.pipeline.SourceDefinition.Csv;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads the names in a CSV file's first record. */
final class CsvHeader {

  private CsvHeader() {}

  /**
   * @throws IOException when the header is no well-formed CSV, no UTF-8, or names a column twice:
   *     then no record of the file can be understood
   */
  static List<String> names(byte[] record, Csv csv) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("its header is not UTF-8", e);
    }
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at <= text.length()) {
      StringBuilder name = new StringBuilder();
      at = field(text, at, csv, name) + 1;
      names.add(name.toString());
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new IOException("its header names a column twice");
    }
    return List.copyOf(names);
  }

  /**
   * @return the index of the delimiter that ends the field, or the text's length
   */
  private static int field(String text, int start, Csv csv, StringBuilder name) throws IOException {
    if (start == text.length() || text.charAt(start) != csv.quote()) {
      int end = text.indexOf(csv.delimiter(), start);
      name.append(text, start, end < 0 ? text.length() : end);
      return end < 0 ? text.length() : end;
    }
    int at = start + 1;
    while (true) {
      int end = text.indexOf(csv.quote(), at);
      if (end < 0) {
        throw new IOException("its header has an unbalanced quote");
      }
      name.append(text, at, end);
      at = end + 1;
      if (at == text.length() || text.charAt(at) == csv.delimiter()) {
        return at;
      }
      if (text.charAt(at) != csv.quote()) {
        throw new IOException("its header has text after a closing quote");
      }
      name.append(csv.quote());
      at++;
    }
  }
}
