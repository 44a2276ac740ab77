// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.catalog.Catalogs;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.ListType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.LakeDefinition.FileFormat;
import io.azud.pipeline.Pipeline;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Sink.Recount;
import io.azud.spi.SliceWriter;
import io.azud.testkit.PipelineFixture;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spark SQL reads the tables, and looks after them while the sink goes on. */
class LakeInSparkIT {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("id", Simple.LONG),
          Column.optional("name", Simple.STRING),
          Column.optional("at", Simple.TIMESTAMP),
          Column.optional("day", Simple.DATE),
          Column.optional("amount", new DecimalType(20, 2)),
          Column.optional("tags", new ListType(Simple.STRING)));

  private static LakeFixture lake;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    lake = new LakeFixture();
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config(
                "spark.sql.extensions",
                "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
    Catalogs.sparkCatalog(lake.environment()).forEach(builder::config);
    spark = builder.getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
    lake.close();
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void readsWhatWasWritten(FileFormat format) {
    Pipeline pipeline = pipeline("read", format);
    try (IcebergSink sink = new IcebergSink(pipeline, COLUMNS, lake.environment())) {
      sink.apply();
      load(sink, pipeline, 0);
    }
    List<Row> rows =
        spark
            .sql(
                "SELECT id, name, CAST(at AS STRING), CAST(day AS STRING), amount, tags FROM "
                    + table(pipeline)
                    + " ORDER BY id")
            .collectAsList();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).toString())
        .isEqualTo("[0,agua 💧,2023-11-14 22:13:20.123456,2022-01-08,12345.67,ArraySeq(a, null)]");
    assertThat(rows.get(1).toString()).isEqualTo("[1,null,null,null,null,null]");
    assertThat(rows.get(2).getDecimal(4)).isEqualByComparingTo("12345.67");
  }

  @Test
  void compactsAndExpiresWhatTheSinkGoesOnWith() {
    Pipeline pipeline = pipeline("compacted", FileFormat.PARQUET);
    try (IcebergSink sink = new IcebergSink(pipeline, COLUMNS, lake.environment())) {
      sink.apply();
      sink.fence(1, Map.of(0, 0L));
      load(sink, pipeline, 0);
      load(sink, pipeline, 3);
      spark.sql(
          "CALL azud.system.rewrite_data_files(table => '"
              + name(pipeline)
              + "', options => map('rewrite-all', 'true'))");
      spark.sql(
          "CALL azud.system.expire_snapshots(table => '"
              + name(pipeline)
              + "', older_than => TIMESTAMP '2100-01-01 00:00:00', retain_last => 1)");
      load(sink, pipeline, 6);
      assertThat(sink.watermarks()).isEqualTo(Map.of(0, 9L));
      assertThat(sink.recount(Lineage.RECORD)).isEqualTo(Map.of(0, new Recount(9, 9, 0)));
    }
  }

  /** Three rows; the middle one has nothing but what it must have. */
  private static void load(IcebergSink sink, Pipeline pipeline, long from) {
    Slice slice = new Slice(0, from, from + 3);
    Batch batch = Batch.of(pipeline.name(), 1, pipeline.hash(), List.of(slice));
    try (SliceWriter writer = sink.writer(batch).open(slice, 0)) {
      for (long offset = from; offset < from + 3; offset++) {
        writer.write(
            offset == from + 1
                ? new Object[] {offset, null, null, null, null, null, 0, offset}
                : full(offset));
      }
      sink.commit(batch, List.of(writer.finish(new Counts(3, 3, 0, 0, 0, 0))));
    }
  }

  private static Object[] full(long offset) {
    return new Object[] {
      offset,
      UTF8String.fromString("agua 💧"),
      1_700_000_000_123_456L,
      19_000,
      Decimal.apply(new BigDecimal("12345.67"), 20, 2),
      new GenericArrayData(new Object[] {UTF8String.fromString("a"), null}),
      0,
      offset
    };
  }

  private static Pipeline pipeline(String name, FileFormat format) {
    String table = name + "_" + format.name().toLowerCase(Locale.ROOT);
    return PipelineFixture.into(
        table,
        COLUMNS,
        new LakeDefinition(table, format, List.of("day(at)"), List.of(), Duration.ZERO));
  }

  private static String name(Pipeline pipeline) {
    return LakeFixture.NAMESPACE + "." + pipeline.name();
  }

  private static String table(Pipeline pipeline) {
    return "azud." + name(pipeline);
  }
}
