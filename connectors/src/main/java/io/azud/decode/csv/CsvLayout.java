// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.csv;

import io.azud.decode.BadValue;
import io.azud.decode.DecodeRule;
import io.azud.decode.json.FieldTable;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline.UnknownFields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Which column each field of a record belongs to; made once for the names of a file's header. */
final class CsvLayout {
  private final List<String> names;
  private final int[] columns;

  private CsvLayout(List<String> names, int[] columns) {
    this.names = names;
    this.columns = columns;
  }

  /** Fields in the contract's order, as in a record without a header. */
  static CsvLayout inOrder(List<Column> contract) {
    int[] columns = new int[contract.size()];
    Arrays.setAll(columns, i -> i);
    return new CsvLayout(contract.stream().map(Column::name).toList(), columns);
  }

  /**
   * @throws BadValue when a header's names do not fit the contract: then no record of the file does
   */
  static CsvLayout of(List<String> header, List<Column> contract, UnknownFields policy) {
    FieldTable table = new FieldTable(contract.stream().map(Column::name).toList());
    int[] columns = new int[header.size()];
    for (int i = 0; i < columns.length; i++) {
      byte[] name = header.get(i).getBytes(StandardCharsets.UTF_8);
      columns[i] = table.find(name, 0, name.length);
      if (header.indexOf(header.get(i)) < i) {
        throw new BadValue(
            DecodeRule.DUPLICATE_KEY,
            "comes under a header that names field " + (i + 1) + " twice");
      }
      if (columns[i] == FieldTable.UNKNOWN) {
        refuseUnknown(table, name, i, policy);
      }
    }
    refuseMissing(contract, columns);
    return new CsvLayout(header, columns);
  }

  private static void refuseUnknown(
      FieldTable table, byte[] name, int field, UnknownFields policy) {
    if (table.differsInCaseOnly(name, 0, name.length)) {
      throw new BadValue(
          DecodeRule.FIELD_CASE,
          "comes under a header whose name "
              + (field + 1)
              + " differs from a column's in case only");
    }
    if (policy == UnknownFields.REJECT) {
      throw new BadValue(
          DecodeRule.UNKNOWN_FIELD,
          "comes under a header whose name " + (field + 1) + " the contract does not have");
    }
  }

  private static void refuseMissing(List<Column> contract, int[] columns) {
    for (int i = 0; i < contract.size(); i++) {
      int column = i;
      if (contract.get(i).required() && Arrays.stream(columns).noneMatch(c -> c == column)) {
        throw new BadValue(DecodeRule.MISSING, "is required and not in the file's header")
            .within(contract.get(i).name());
      }
    }
  }

  boolean isFor(List<String> header) {
    return names == header || names.equals(header);
  }

  int fieldCount() {
    return columns.length;
  }

  String name(int field) {
    return names.get(field);
  }

  /** The column's number, or {@link FieldTable#UNKNOWN}. */
  int column(int field) {
    return columns[field];
  }
}
