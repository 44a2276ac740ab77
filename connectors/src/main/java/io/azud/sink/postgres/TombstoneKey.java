// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.decode.BadValue;
import io.azud.decode.ScalarReader;
import io.azud.decode.Utf8;
import io.azud.decode.json.JsonDecoder;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.Pipeline.UnknownFields;
import io.azud.spi.RawRecord;
import io.azud.spi.Verdict;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Which row a record without a value deletes: the record's key is the text of the key column, or a
 * JSON object with the key columns. Read as strictly as records are, so that no other row is
 * deleted than the one that was meant. Belongs to one thread.
 */
final class TombstoneKey {
  private final int[] columns;
  private final List<Column> contract;
  private final JsonDecoder decoder;
  private final Object[] values;

  private TombstoneKey(TargetTable table) {
    List<String> key = table.definition().key();
    this.columns = key.stream().mapToInt(table::indexOf).toArray();
    this.contract = key.stream().map(name -> Column.required(name, table.typeOf(name))).toList();
    this.decoder = new JsonDecoder(contract, UnknownFields.IGNORE);
    this.values = new Object[columns.length];
  }

  static TombstoneKey of(TargetTable table) {
    return new TombstoneKey(table);
  }

  /** Fills the key columns of a row; tells whether the record's key gives all of them. */
  boolean read(RawRecord tombstone, Object[] row) {
    byte[] key = tombstone.key();
    boolean found = key != null && key.length > 0 && (isObject(key) ? readAll(key) : readOne(key));
    for (int i = 0; found && i < columns.length; i++) {
      row[columns[i]] = values[i];
    }
    return found;
  }

  private static boolean isObject(byte[] key) {
    return key[0] == '{';
  }

  private boolean readAll(byte[] key) {
    RawRecord record = new RawRecord(0, 0, -1, null, key, List.of(), List.of());
    return decoder.decode(record, values) == Verdict.ACCEPTED && hasText();
  }

  private boolean readOne(byte[] key) {
    if (columns.length > 1 || Utf8.firstInvalid(key, 0, key.length) >= 0 || hasNul(key)) {
      return false;
    }
    try {
      values[0] = reader().read(key, 0, key.length);
      return true;
    } catch (BadValue e) {
      return false;
    }
  }

  private ScalarReader reader() {
    return ScalarReader.of(contract.get(0).type(), "");
  }

  /** An empty text is no key. */
  private boolean hasText() {
    for (int i = 0; i < values.length; i++) {
      if (contract.get(i).type() == DataType.Simple.STRING
          && ((UTF8String) values[i]).numBytes() == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasNul(byte[] key) {
    for (byte b : key) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }
}
