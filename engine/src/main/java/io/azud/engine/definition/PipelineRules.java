// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Place;
import io.azud.pipeline.DataType;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.Pipeline.UnknownFields;
import java.util.Optional;
import java.util.Set;

/** What must hold between the options of a pipeline. */
final class PipelineRules {
  private PipelineRules() {}

  static void check(Place root) {
    root.find(PipelineShape.SOURCE).ifPresent(SourceRules::check);
    Columns contract = contract(root);
    root.find(PipelineShape.CHECKS).ifPresent(checks -> checkChecks(checks, contract));
    Optional<Place> transform = root.find(PipelineShape.TRANSFORM);
    transform
        .flatMap(place -> place.find(TransformShape.FILTER))
        .ifPresent(filter -> SqlRules.check(filter, contract));
    Columns output =
        SelectRules.check(transform.flatMap(place -> place.find(TransformShape.SELECT)), contract);
    Set<String> masked =
        transform
            .flatMap(place -> place.find(TransformShape.MASK))
            .map(masks -> MaskRules.check(masks, output))
            .orElse(Set.of());
    root.find(PipelineShape.SINKS)
        .ifPresent(sinks -> checkSinks(sinks, new SinkColumns(output, masked)));
  }

  private static Columns contract(Place root) {
    Optional<Place> schema = root.find(PipelineShape.SCHEMA);
    Columns contract = schema.map(ContractRules::check).orElseGet(Columns::ofContract);
    if (contract.size() == 0) {
      contract.andOthers();
    }
    if (root.read(PipelineShape.UNKNOWN_FIELDS).filter(UnknownFields.KEEP::equals).isPresent()) {
      contract.add(
          Pipeline.UNKNOWN_COLUMN, new Columns.Known(Optional.of(DataType.Simple.JSON), true));
    }
    return contract;
  }

  private static void checkChecks(Place checks, Columns contract) {
    Duplicates names = new Duplicates();
    for (Place check : checks.items()) {
      if (check.read(CheckShape.NAME).filter(names::has).isPresent()) {
        Place name = check.at(CheckShape.NAME);
        name.problem(name.subject() + " is the name of another check already");
      }
      check.find(CheckShape.EXPR).ifPresent(expr -> SqlRules.check(expr, contract));
    }
  }

  private static void checkSinks(Place sinks, SinkColumns columns) {
    sinks.find(SinksShape.LAKE).ifPresent(lake -> LakeRules.check(lake, columns));
    sinks.find(SinksShape.POSTGRES).ifPresent(table -> PostgresRules.check(table, columns));
  }
}
