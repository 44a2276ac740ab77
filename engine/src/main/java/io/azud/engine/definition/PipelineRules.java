// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Place;
import io.azud.pipeline.DataType;
import java.util.List;
import java.util.Map;

/** What must hold between the options of a pipeline. */
final class PipelineRules {
  private PipelineRules() {}

  static void check(Place root) {
    List<Place> items = root.find(PipelineShape.SCHEMA).map(Place::items).orElse(List.of());
    Map<String, DataType> columns = SchemaRules.check(items);
    root.find(PipelineShape.CHECKS).ifPresent(PipelineRules::checkNames);
    List<String> select =
        root.find(PipelineShape.TRANSFORM)
            .flatMap(transform -> transform.read(TransformShape.SELECT))
            .orElse(List.of());
    // What SQL makes of the columns is known only to Spark: the engine looks at it when it
    // compiles.
    Map<String, DataType> output = TransformShape.selectsAll(select) ? columns : Map.of();
    root.find(PipelineShape.TRANSFORM).ifPresent(transform -> checkMasks(transform, output));
    root.find(PipelineShape.SINKS)
        .ifPresent(
            sinks -> {
              sinks.find(SinksShape.LAKE).ifPresent(lake -> SinkRules.checkLake(lake, output));
              sinks
                  .find(SinksShape.POSTGRES)
                  .ifPresent(postgres -> SinkRules.checkPostgres(postgres, output));
            });
  }

  private static void checkNames(Place checks) {
    Duplicates names = new Duplicates();
    for (Place check : checks.items()) {
      check
          .read(CheckShape.NAME)
          .filter(names::has)
          .ifPresent(
              name ->
                  check.at(CheckShape.NAME).problem("two checks have the name \"" + name + "\""));
    }
  }

  private static void checkMasks(Place transform, Map<String, DataType> output) {
    for (Place mask : transform.find(TransformShape.MASK).map(Place::items).orElse(List.of())) {
      ColumnReference.of(mask.at(TransformShape.COLUMN), mask.read(TransformShape.COLUMN), output)
          .filter(type -> type != DataType.Simple.STRING)
          .ifPresent(
              type ->
                  mask.at(TransformShape.COLUMN)
                      .problem(
                          "only string columns can be masked, this is a "
                              + TypeNames.nameOf(type)));
      boolean hmac =
          mask.read(TransformShape.WITH).map(with -> with.name().equals("HMAC")).orElse(false);
      if (hmac && !mask.has(TransformShape.KEY)) {
        mask.problem("mask with: hmac needs a key, for example key: \"${env:AZUD_MASK_KEY}\"");
      }
    }
  }
}
