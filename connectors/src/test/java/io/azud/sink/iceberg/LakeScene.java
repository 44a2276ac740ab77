// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.batch.Counts;
import io.azud.environment.Environment;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.LakeDefinition.FileFormat;
import io.azud.pipeline.Pipeline;
import io.azud.position.Slice;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import io.azud.testkit.PipelineFixture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A pipeline of one column with a table of its own, for tests of commits. */
final class LakeScene {
  static final List<Column> COLUMNS = List.of(Column.required("id", Simple.LONG));

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final LakeFixture lake;
  private final Pipeline pipeline;

  LakeScene(LakeFixture lake) {
    String name = "scene_" + NAMES.incrementAndGet();
    this.lake = lake;
    this.pipeline =
        PipelineFixture.into(
            name,
            COLUMNS,
            new LakeDefinition(name, FileFormat.PARQUET, List.of(), List.of(), Duration.ZERO));
  }

  Pipeline pipeline() {
    return pipeline;
  }

  IcebergSink sink() {
    return sink(lake.environment());
  }

  IcebergSink sink(Environment environment) {
    return new IcebergSink(pipeline, COLUMNS, environment);
  }

  Batch batch(long epoch, Slice... slices) {
    return Batch.of(pipeline.name(), epoch, pipeline.hash(), List.of(slices));
  }

  static CommitOutcome load(IcebergSink sink, Batch batch) {
    return sink.commit(batch, write(sink, batch));
  }

  static List<SliceReceipt> write(IcebergSink sink, Batch batch) {
    return batch.slices().stream().map(slice -> write(sink, batch, slice)).toList();
  }

  private static SliceReceipt write(IcebergSink sink, Batch batch, Slice slice) {
    try (SliceWriter writer = sink.writer(batch).open(slice, 0)) {
      for (long offset = slice.start(); offset < slice.end(); offset++) {
        writer.write(new Object[] {offset, slice.partition(), offset});
      }
      long rows = slice.length();
      return writer.finish(new Counts(rows, rows, 0, 0, 0, 0));
    }
  }

  /** The lineages that the table holds, ordered, as {@code partition/offset}. */
  List<String> stored() {
    return lake.rows(pipeline).stream()
        .map(row -> row.getField("azud_partition") + "/" + row.getField("azud_offset"))
        .sorted()
        .toList();
  }
}
