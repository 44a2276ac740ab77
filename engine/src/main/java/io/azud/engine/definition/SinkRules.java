// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.PostgresShape.IndexShape;
import io.azud.engine.definition.PostgresShape.PartitionShape;
import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Place;
import io.azud.engine.definition.binding.Scalars;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.PostgresDefinition.Index;
import io.azud.pipeline.PostgresDefinition.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold between the options of a sink, and between a sink and the columns. */
final class SinkRules {
  private SinkRules() {}

  static void checkLake(Place lake, Map<String, DataType> columns) {
    Duplicates kinds = new Duplicates();
    for (Place item : items(lake, LakeShape.PARTITION_BY)) {
      Optional<LakePartition> partition = item.as(LakeShape.PARTITION);
      Optional<DataType> type =
          ColumnReference.of(item, partition.map(LakePartition::column), columns);
      if (partition.isPresent() && type.isPresent() && !partition.get().takes(type.get())) {
        item.problem(
            partition.get().text() + " cannot be made of a " + TypeNames.nameOf(type.get()));
      }
      if (partition.isPresent() && kinds.has(partition.get().kind())) {
        item.problem("another partition says the same about this column");
      }
    }
    requireColumns(lake, LakeShape.SORT_BY, columns)
        .forEach((place, type) -> requireOrdered(place, type, "sorted by"));
  }

  static void checkPostgres(Place postgres, Map<String, DataType> columns) {
    boolean upsert =
        postgres.read(PostgresShape.MODE).map(mode -> mode == Mode.UPSERT).orElse(false);
    if (upsert && items(postgres, PostgresShape.KEY).isEmpty()) {
      postgres.problem("mode: upsert needs a key, the columns that identify a row");
    }
    if (!upsert) {
      for (Field<?> field : List.of(PostgresShape.KEY, PostgresShape.VERSION)) {
        postgres
            .find(field)
            .ifPresent(place -> place.problem(field.name() + " has no meaning for mode: append"));
      }
    }
    requireColumns(postgres, PostgresShape.KEY, columns)
        .forEach((place, type) -> requireOrdered(place, type, "a key"));
    ColumnReference.of(
        postgres.at(PostgresShape.VERSION), postgres.read(PostgresShape.VERSION), columns);
    Optional<Place> partition = postgres.find(PostgresShape.PARTITION_BY);
    partition.ifPresent(place -> checkPartition(place, columns));
    Optional<String> column = partition.flatMap(place -> place.read(PartitionShape.COLUMN));
    Duplicates indexes = new Duplicates();
    for (Place index : items(postgres, PostgresShape.INDEXES)) {
      checkIndex(index, columns, column, indexes);
    }
  }

  private static void checkPartition(Place partition, Map<String, DataType> columns) {
    Place place = partition.at(PartitionShape.COLUMN);
    ColumnReference.of(place, partition.read(PartitionShape.COLUMN), columns)
        .filter(type -> type != Simple.DATE && type != Simple.TIMESTAMP)
        .ifPresent(
            type ->
                place.problem(
                    "a table is partitioned by a date or timestamp column, this is a "
                        + TypeNames.nameOf(type)));
  }

  private static void checkIndex(
      Place index,
      Map<String, DataType> columns,
      Optional<String> partitionColumn,
      Duplicates seen) {
    boolean brin = index.read(IndexShape.TYPE).map(type -> type == Index.Type.BRIN).orElse(false);
    boolean unique = index.read(IndexShape.UNIQUE).orElse(false);
    List<String> names = index.read(IndexShape.COLUMNS).orElse(List.of());
    requireColumns(index, IndexShape.COLUMNS, columns)
        .forEach((place, type) -> requireOrdered(place, type, "indexed"));
    if (brin && unique) {
      index.at(IndexShape.UNIQUE).problem("a brin index cannot be unique");
    }
    if (unique && partitionColumn.isPresent() && !names.contains(partitionColumn.get())) {
      index.problem(
          "a unique index on a partitioned table must contain the partition column \""
              + partitionColumn.get()
              + "\"");
    }
    if (!names.isEmpty() && seen.has(names + (brin ? " brin" : ""))) {
      index.problem("the same index is declared twice");
    }
  }

  private static Map<Place, DataType> requireColumns(
      Place object, Field<List<String>> field, Map<String, DataType> columns) {
    Map<Place, DataType> found = new LinkedHashMap<>();
    Duplicates names = new Duplicates();
    for (Place item : items(object, field)) {
      Optional<String> name = item.as(Scalars.text());
      if (name.isPresent() && names.has(name.get())) {
        item.problem("\"" + name.get() + "\" stands there twice");
      }
      ColumnReference.of(item, name, columns).ifPresent(type -> found.put(item, type));
    }
    return found;
  }

  private static void requireOrdered(Place place, DataType type, String what) {
    boolean ordered =
        type instanceof DataType.DecimalType || type instanceof Simple && type != Simple.JSON;
    if (!ordered) {
      place.problem("a " + TypeNames.nameOf(type) + " cannot be " + what);
    }
  }

  private static List<Place> items(Place object, Field<?> field) {
    return object.find(field).map(Place::items).orElse(List.of());
  }
}
