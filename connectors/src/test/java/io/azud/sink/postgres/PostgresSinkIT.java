// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.PostgresDefinition.Mode;
import io.azud.pipeline.PostgresDefinition.PartitionBy;
import io.azud.spi.Sink;
import io.azud.testkit.PipelineFixture;
import io.azud.testkit.SinkContract;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresSinkIT extends SinkContract {
  private static PostgresFixture postgres;

  @BeforeAll
  static void start() {
    postgres = new PostgresFixture();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Override
  protected Pipeline declare(String name, List<Column> columns) {
    return PipelineFixture.into(
        name,
        columns,
        new PostgresDefinition(
            name, Mode.APPEND, List.of(), "", PartitionBy.NONE, List.of(), Duration.ZERO));
  }

  @Override
  protected Sink open(Pipeline pipeline, List<Column> columns) {
    return postgres.sink(pipeline, columns);
  }

  @Override
  protected Object text(String value) {
    return UTF8String.fromString(value);
  }

  @Override
  protected List<List<Object>> readRows(Pipeline pipeline, List<Column> columns) {
    String names =
        Stream.concat(
                columns.stream().map(Column::name), Stream.of("azud_partition", "azud_offset"))
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(", "));
    return postgres.query("SELECT " + names + " FROM " + pipeline.name());
  }
}
