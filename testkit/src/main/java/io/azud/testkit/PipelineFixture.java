// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit;

import io.azud.pipeline.Column;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.SourceDefinition;
import io.azud.pipeline.Transform;
import java.util.List;
import java.util.Map;

/** Pipelines for tests that care about the columns and the sinks only. */
public final class PipelineFixture {

  private PipelineFixture() {}

  /** A pipeline that writes to one Iceberg table. */
  public static Pipeline into(String name, List<Column> columns, LakeDefinition lake) {
    return of(name, columns, List.of(lake), List.of());
  }

  /** A pipeline that writes to one PostgreSQL table. */
  public static Pipeline into(String name, List<Column> columns, PostgresDefinition postgres) {
    return of(name, columns, List.of(), List.of(postgres));
  }

  private static Pipeline of(
      String name,
      List<Column> columns,
      List<LakeDefinition> lake,
      List<PostgresDefinition> postgres) {
    return new Pipeline(
        name,
        new SourceDefinition.KafkaTopic(name, SourceDefinition.Format.JSON, 1, 1, Map.of()),
        columns,
        Pipeline.UnknownFields.REJECT,
        List.of(),
        Transform.NONE,
        lake,
        postgres,
        Pipeline.DeadLetters.UNLIMITED,
        Pipeline.Schedule.DEFAULT,
        Pipeline.Objectives.NONE,
        "0".repeat(64));
  }
}
