// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.pipeline.Column;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.Pipeline;
import io.azud.spi.Sink;
import io.azud.testkit.PipelineFixture;
import io.azud.testkit.SinkContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.data.Record;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class IcebergSinkIT extends SinkContract {
  private static LakeFixture lake;

  @BeforeAll
  static void start() {
    lake = new LakeFixture();
  }

  @AfterAll
  static void stop() {
    lake.close();
  }

  @Override
  protected Pipeline declare(String name, List<Column> columns) {
    return PipelineFixture.into(
        name,
        columns,
        new LakeDefinition(
            name, LakeDefinition.FileFormat.PARQUET, List.of(), List.of(), Duration.ZERO));
  }

  @Override
  protected Sink open(Pipeline pipeline, List<Column> columns) {
    return new IcebergSink(pipeline, columns, lake.environment());
  }

  @Override
  protected Object text(String value) {
    return UTF8String.fromString(value);
  }

  @Override
  protected List<List<Object>> readRows(Pipeline pipeline, List<Column> columns) {
    List<String> names = LakeRowFiles.namesOf(columns);
    List<List<Object>> rows = new ArrayList<>();
    for (Record row : lake.rows(pipeline)) {
      rows.add(names.stream().map(row::getField).toList());
    }
    return rows;
  }
}
