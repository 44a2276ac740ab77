// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.pipeline.DataType;
import io.azud.pipeline.PostgresDefinition.Index;
import io.azud.spi.RawRecord;
import io.azud.spi.RowGuard;
import io.azud.spi.Verdict;
import io.azud.spi.Verdict.Rejection;
import io.azud.spi.Verdict.Stage;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Keeps away what only PostgreSQL would refuse: values that are too long to be indexed or stored,
 * keys without a value.
 */
final class PostgresGuard implements RowGuard {
  private static final long serialVersionUID = 1L;

  /**
   * An index entry holds at most 2,704 bytes with its header; this leaves room for it and for
   * fixed-size columns.
   */
  static final int MOST_INDEXED_BYTES = 2_000;

  /** A field is sent in one message, and a row is assembled in memory, of at most 1 GiB. */
  private static final int MOST_VALUE_BYTES = 250 << 20;

  private final TargetTable table;
  private final int[] sized;
  private final int[] keys;
  private final int[][] indexes;
  private transient TombstoneKey tombstoneKey;

  PostgresGuard(TargetTable table) {
    this.table = table;
    this.sized =
        indexesOf(table, DataType.Simple.STRING, DataType.Simple.BINARY, DataType.Simple.JSON);
    this.keys = table.definition().key().stream().mapToInt(table::indexOf).toArray();
    this.indexes =
        TableIndex.of(table).stream()
            .map(TableIndex::index)
            .map(Index::columns)
            .map(
                columns ->
                    columns.stream()
                        .filter(name -> isSized(table, name))
                        .mapToInt(table::indexOf)
                        .toArray())
            .filter(columns -> columns.length > 0)
            .toArray(int[][]::new);
  }

  private static boolean isSized(TargetTable table, String name) {
    DataType type = table.typeOf(name);
    return type == DataType.Simple.STRING || type == DataType.Simple.BINARY;
  }

  private static int[] indexesOf(TargetTable table, DataType... types) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (List.of(types).contains(table.columns().get(i).type())) {
        found.add(i);
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public Verdict check(Object[] row) {
    for (int key : keys) {
      if (row[key] == null) {
        return rejection("missing_key", key, "is part of the key and has no value");
      }
    }
    return checkSizes(row);
  }

  private Verdict checkSizes(Object[] row) {
    for (int column : sized) {
      if (sizeOf(row[column]) > MOST_VALUE_BYTES) {
        return rejection("too_large", column, "is longer than 250 MiB");
      }
    }
    for (int[] index : indexes) {
      int bytes = 0;
      for (int column : index) {
        bytes += sizeOf(row[column]);
      }
      if (bytes > MOST_INDEXED_BYTES) {
        return rejection(
            "index_key_too_long",
            index[0],
            "is indexed, and longer than " + MOST_INDEXED_BYTES + " bytes");
      }
    }
    return Verdict.ACCEPTED;
  }

  private static int sizeOf(Object value) {
    if (value instanceof UTF8String text) {
      return text.numBytes();
    }
    return value instanceof byte[] bytes ? bytes.length : 0;
  }

  private Rejection rejection(String rule, int column, String what) {
    return new Rejection(
        Stage.STORE, rule, "Column " + table.columns().get(column).name() + " " + what + ".");
  }

  @Override
  public Verdict checkTombstone(RawRecord tombstone) {
    if (!table.isUpsert()) {
      return Verdict.ACCEPTED;
    }
    if (tombstoneKey == null) {
      tombstoneKey = TombstoneKey.of(table);
    }
    return tombstoneKey.read(tombstone, new Object[table.columns().size()])
        ? Verdict.ACCEPTED
        : new Rejection(
            Stage.STORE,
            "missing_key",
            "A record without a value deletes a row, and its key does not say which: it must be the text of the key column, or a"
                + " JSON object with the key columns.");
  }
}
