// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Place;
import io.azud.engine.sql.SqlItem;
import io.azud.pipeline.DataType;
import io.azud.pipeline.Pipeline;
import java.util.List;
import java.util.Optional;

/** Finds out which columns a select gives, as far as its items say. */
final class SelectRules {
  private final Columns contract;
  private final Columns visible = Columns.ofContract();
  private final Columns output = Columns.ofSelect();

  private SelectRules(Columns contract) {
    this.contract = contract;
    contract.byName().forEach(visible::add);
    if (!contract.isComplete()) {
      visible.andOthers();
    }
  }

  /** The columns that the sinks receive. */
  static Columns check(Optional<Place> select, Columns contract) {
    List<Place> items = select.map(Place::items).orElse(List.of());
    if (items.isEmpty()) {
      return contract;
    }
    SelectRules rules = new SelectRules(contract);
    items.forEach(rules::check);
    if (rules.output.size() > PipelineShape.MAX_COLUMNS) {
      select
          .get()
          .problem(
              "this gives more than " + PipelineShape.MAX_COLUMNS + " columns, the most there are");
    }
    return rules.output;
  }

  private void check(Place place) {
    Optional<SqlItem> item = SqlRules.check(place, visible);
    if (item.isEmpty()) {
      output.andOthers();
      return;
    }
    switch (item.get().kind()) {
      case ALL -> all(place);
      case COLUMN, COMPUTED -> named(place, item.get());
      case UNNAMED -> {
        place.problem("this column has no name: write … AS my_name");
        output.andOthers();
      }
      case UNKNOWN -> output.andOthers();
    }
  }

  private void all(Place place) {
    contract.names().forEach(name -> put(place, name, contract.find(name).orElseThrow()));
    if (!contract.isComplete()) {
      output.andOthers();
    }
  }

  private void named(Place place, SqlItem item) {
    String name = item.name();
    if (!Names.isIdentifier(name)) {
      place.problem(
          "the name \"" + name + "\" is not a column name" + Names.RULE + "; write … AS my_name");
      output.andOthers();
      return;
    }
    Optional<Columns.Known> source =
        item.kind() == SqlItem.Kind.COLUMN
            ? item.columns().stream().findFirst().flatMap(contract::find)
            : Optional.empty();
    boolean unknownFields = name.equals(Pipeline.UNKNOWN_COLUMN) && item.columns().contains(name);
    if (name.startsWith(Columns.RESERVED) && !unknownFields) {
      place.problem("\"" + name + "\": names that begin with azud_ are Azud's own");
    }
    Optional<DataType> type = source.flatMap(Columns.Known::type);
    put(place, name, new Columns.Known(type, true));
  }

  private void put(Place place, String name, Columns.Known column) {
    if (output.has(name)) {
      place.problem(
          "this gives "
              + (column.plain() ? "the column \"" + name + "\"" : "a column")
              + " a second time");
    }
    output.add(name, column);
    if (!visible.has(name)) {
      visible.add(name, column);
    }
  }
}
