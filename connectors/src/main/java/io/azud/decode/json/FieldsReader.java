// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.BadValue;
import io.azud.decode.DecodeRule;
import io.azud.pipeline.Column;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a JSON object into one slot per column.
 *
 * <p>Records of a stream mostly have their fields in the same order, so the field that followed
 * last time is tried first, by comparing bytes; only when it is not the one is the key read and
 * looked up.
 */
final class FieldsReader {
  private final int count;
  private final String[] names;
  private final FieldName[] patterns;
  private final JsonReader[] readers;
  private final boolean[] required;
  private final FieldTable table;
  private final UnknownField unknown;

  /**
   * The field that came behind each field the last time; at {@link #count} the one that came first.
   */
  private final int[] following;

  /** The round in which each field was seen last. */
  private final long[] seen;

  private long round;

  FieldsReader(List<Column> columns, JsonReader[] readers, UnknownField unknown) {
    this.count = columns.size();
    this.names = columns.stream().map(Column::name).toArray(String[]::new);
    this.patterns = Arrays.stream(names).map(FieldName::new).toArray(FieldName[]::new);
    this.readers = readers.clone();
    this.required = new boolean[count];
    for (int i = 0; i < count; i++) {
      required[i] = columns.get(i).required();
    }
    this.table = new FieldTable(Arrays.asList(names));
    this.unknown = unknown;
    this.following = new int[count + 1];
    for (int i = 0; i <= count; i++) {
      following[i] = i == count ? 0 : i + 1;
    }
    this.seen = new long[count];
  }

  /**
   * @param in stands on the opening brace, and afterwards behind the closing one
   * @param row its first {@code count} values are set
   */
  void read(JsonInput in, Object[] row) {
    round++;
    in.enter();
    int keysBefore = in.keys().size();
    int present = 0;
    int previous = count;
    if (in.peek() != '}') {
      do {
        int field = readName(in, previous, keysBefore);
        if (field != FieldTable.UNKNOWN) {
          readField(in, field, row);
          present++;
          previous = field;
        }
      } while (in.more('}'));
    }
    in.keys().release(keysBefore);
    int closing = in.position();
    in.leave();
    if (present < count) {
      fillAbsent(row, closing);
    }
  }

  /**
   * The field whose value comes next; {@link FieldTable#UNKNOWN} when it was unknown and has been
   * dealt with.
   */
  private int readName(JsonInput in, int previous, int keysBefore) {
    int first = in.peek();
    int expected = following[previous];
    if (expected < count && in.stepOver(patterns[expected])) {
      return expected;
    }
    if (first != '"') {
      throw in.malformed("lacks a key");
    }
    int keyStart = in.position();
    in.key();
    JsonText name = in.text();
    int field = table.find(name.bytes(), name.from(), name.to());
    if (field != FieldTable.UNKNOWN) {
      following[previous] = field;
      return field;
    }
    in.noteKey(keysBefore);
    if (table.differsInCaseOnly(name.bytes(), name.from(), name.to())) {
      throw new BadValue(
          DecodeRule.FIELD_CASE,
          "has a field that differs from a column's name in case only",
          keyStart);
    }
    unknown.accept(in, keyStart);
    return FieldTable.UNKNOWN;
  }

  private void readField(JsonInput in, int field, Object[] row) {
    in.peek();
    int start = in.position();
    if (seen[field] == round) {
      throw new BadValue(DecodeRule.DUPLICATE_KEY, "is there twice", start).within(names[field]);
    }
    seen[field] = round;
    Object value;
    try {
      value = readers[field].readOrNull(in);
    } catch (BadValue e) {
      throw e.at(start).within(names[field]);
    }
    if (value == null && required[field]) {
      throw new BadValue(DecodeRule.MISSING, "is required and null", start).within(names[field]);
    }
    row[field] = value;
  }

  private void fillAbsent(Object[] row, int closing) {
    for (int field = 0; field < count; field++) {
      if (seen[field] != round) {
        row[field] = null;
        if (required[field]) {
          throw new BadValue(DecodeRule.MISSING, "is required and not there", closing)
              .within(names[field]);
        }
      }
    }
  }
}
