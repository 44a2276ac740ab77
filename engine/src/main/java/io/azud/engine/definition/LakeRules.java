// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Place;
import java.util.Optional;

/** What must hold between the lake sink and the columns. */
final class LakeRules {
  private LakeRules() {}

  static void check(Place lake, SinkColumns columns) {
    Duplicates kinds = new Duplicates();
    for (Place item : SinkColumns.items(lake, LakeShape.PARTITION_BY)) {
      Optional<LakePartition> partition = item.as(LakeShape.PARTITION);
      partition.ifPresent(found -> check(item, found, columns.columns()));
      if (partition.map(LakePartition::kind).filter(kinds::has).isPresent()) {
        item.problem("another partition says the same about this column");
      }
    }
    columns.check(lake, LakeShape.SORT_BY, SinkColumns.Use.SORTED);
  }

  private static void check(Place item, LakePartition partition, Columns columns) {
    if (!columns.has(partition.column())) {
      String shown = item.isPlain() ? "\"" + partition.column() + "\"" : item.subject();
      columns.reportMissing(item, partition.column(), shown);
      return;
    }
    columns
        .typeOf(item, partition.column())
        .filter(type -> !partition.takes(type))
        .ifPresent(
            type ->
                item.problem(item.subject() + " cannot be made of a " + TypeNames.nameOf(type)));
    String field = partition.fieldName();
    if (!field.equals(partition.column()) && columns.has(field)) {
      item.problem(
          item.subject()
              + " cannot be made: Iceberg calls this partition "
              + (item.isPlain() ? "\"" + field + "\"" : "by a name")
              + ", and a column is called so already");
    }
  }
}
