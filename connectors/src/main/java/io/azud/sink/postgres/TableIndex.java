// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.SqlIdentifier;
import io.azud.pipeline.PostgresDefinition.Index;
import java.util.ArrayList;
import java.util.List;

/** An index of the declared table, with the name that it always gets. */
record TableIndex(String name, Index index) {

  /** The declared indexes, and in upsert mode the one that finds a row by its key. */
  static List<TableIndex> of(TargetTable table) {
    List<Index> wanted = new ArrayList<>(table.definition().indexes());
    if (table.isUpsert()) {
      wanted.add(0, keyIndex(table));
    }
    List<TableIndex> named = new ArrayList<>();
    for (Index index : wanted.stream().distinct().toList()) {
      String plain = DerivedName.of(base(table, index), suffix(index));
      boolean taken = named.stream().anyMatch(other -> other.name.equals(plain));
      named.add(
          new TableIndex(
              taken
                  ? DerivedName.hashed(base(table, index), suffix(index), index.toString())
                  : plain,
              index));
    }
    return named;
  }

  private static Index keyIndex(TargetTable table) {
    List<String> columns = new ArrayList<>(table.definition().key());
    String partitionColumn = table.definition().partitionBy().column();
    if (table.isPartitioned() && !columns.contains(partitionColumn)) {
      columns.add(partitionColumn);
    }
    return new Index(columns, Index.Type.BTREE, true);
  }

  private static String base(TargetTable table, Index index) {
    return table.name() + '_' + String.join("_", index.columns());
  }

  private static String suffix(Index index) {
    return switch (index.type()) {
      case BRIN -> "_brin";
      case BTREE -> index.unique() ? "_key" : "_idx";
    };
  }

  String ddl(TargetTable table) {
    return (index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
        + SqlIdentifier.quote(name)
        + " ON "
        + table.quoted()
        + (index.type() == Index.Type.BRIN ? " USING brin (" : " USING btree (")
        + TargetTable.list(index.columns())
        + ")";
  }
}
