// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.PostgresShape.IndexShape;
import io.azud.engine.definition.PostgresShape.PartitionShape;
import io.azud.engine.definition.SinkColumns.Use;
import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Place;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.PostgresDefinition.Index;
import io.azud.pipeline.PostgresDefinition.Mode;
import java.util.List;
import java.util.Optional;

/** What must hold between the options of the PostgreSQL sink, and between it and the columns. */
final class PostgresRules {
  private final Place postgres;
  private final SinkColumns columns;
  private final Duplicates indexes = new Duplicates();

  private PostgresRules(Place postgres, SinkColumns columns) {
    this.postgres = postgres;
    this.columns = columns;
  }

  static void check(Place postgres, SinkColumns columns) {
    PostgresRules rules = new PostgresRules(postgres, columns);
    postgres.read(PostgresShape.MODE).ifPresent(rules::checkMode);
    columns.check(postgres, PostgresShape.KEY, Use.KEY);
    rules.checkVersion();
    postgres.find(PostgresShape.PARTITION_BY).ifPresent(rules::checkPartition);
    SinkColumns.items(postgres, PostgresShape.INDEXES).forEach(rules::checkIndex);
  }

  private void checkMode(Mode mode) {
    if (mode == Mode.UPSERT) {
      if (!postgres.has(PostgresShape.KEY)) {
        postgres.problem("mode: upsert needs a key, the columns that identify a row");
      } else if (postgres.read(PostgresShape.KEY).filter(List::isEmpty).isPresent()) {
        postgres.at(PostgresShape.KEY).problem("mode: upsert needs a key of at least one column");
      }
      return;
    }
    for (Field<?> field : List.of(PostgresShape.KEY, PostgresShape.VERSION)) {
      postgres
          .find(field)
          .ifPresent(place -> place.problem(field.name() + " has no meaning for mode: append"));
    }
  }

  private void checkVersion() {
    Optional<Place> place = postgres.find(PostgresShape.VERSION);
    Optional<String> version = place.flatMap(found -> found.as(PostgresShape.VERSION.shape()));
    if (version.isEmpty()) {
      return;
    }
    columns.check(place.get(), version.get(), Use.VERSION);
    boolean inKey =
        postgres.read(PostgresShape.KEY).map(key -> key.contains(version.get())).orElse(false);
    if (inKey) {
      place.get().problem("a column of the key cannot be the version: it never changes in a row");
    }
  }

  private void checkPartition(Place partition) {
    Place place = partition.at(PartitionShape.COLUMN);
    partition
        .read(PartitionShape.COLUMN)
        .flatMap(name -> columns.columns().typeOf(place, name))
        .filter(type -> type != Simple.DATE && type != Simple.TIMESTAMP)
        .ifPresent(
            type ->
                place.problem(
                    "a table is partitioned by a date or timestamp column, this is a "
                        + TypeNames.nameOf(type)));
  }

  private void checkIndex(Place index) {
    columns.check(index, IndexShape.COLUMNS, Use.INDEXED);
    List<String> names = index.read(IndexShape.COLUMNS).orElse(List.of());
    boolean unique = index.read(IndexShape.UNIQUE).orElse(false);
    boolean brin = index.read(IndexShape.TYPE).filter(type -> type == Index.Type.BRIN).isPresent();
    if (brin) {
      checkBrin(index, unique);
    }
    if (unique) {
      checkUnique(index, names);
    }
    if (!names.isEmpty() && indexes.has(names + (brin ? " brin" : ""))) {
      index.problem("the same index is declared twice");
    }
  }

  private void checkBrin(Place index, boolean unique) {
    if (unique) {
      index.at(IndexShape.UNIQUE).problem("a brin index cannot be unique");
    }
    for (Place item : SinkColumns.items(index, IndexShape.COLUMNS)) {
      item.as(PartitionShape.COLUMN.shape())
          .flatMap(columns.columns()::find)
          .flatMap(Columns.Known::type)
          .filter(type -> type == Simple.BOOLEAN)
          .ifPresent(type -> item.problem("a boolean cannot be in a brin index"));
    }
  }

  private void checkUnique(Place index, List<String> names) {
    Optional<Place> partition =
        postgres
            .find(PostgresShape.PARTITION_BY)
            .flatMap(place -> place.find(PartitionShape.COLUMN));
    partition
        .flatMap(place -> place.as(PartitionShape.COLUMN.shape()))
        .filter(column -> !names.isEmpty() && !names.contains(column))
        .ifPresent(
            column ->
                index.problem(
                    "a unique index on a partitioned table must contain the partition column "
                        + partition.get().subject()));
    for (Place item : SinkColumns.items(index, IndexShape.COLUMNS)) {
      item.as(PartitionShape.COLUMN.shape())
          .filter(columns.masked()::contains)
          .ifPresent(
              column ->
                  item.problem(
                      "the column "
                          + item.subject()
                          + " is masked: a unique index would be over its hidden values"));
    }
  }
}
