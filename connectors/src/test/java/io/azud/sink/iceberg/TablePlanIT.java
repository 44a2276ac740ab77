// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.ListType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.DataType.StructType;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.LakeDefinition.FileFormat;
import io.azud.spi.Change;
import io.azud.testkit.PipelineFixture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is planned is what is done; what cannot be done is refused. */
class TablePlanIT {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("id", Simple.INT),
          Column.optional("at", Simple.TIMESTAMP),
          Column.optional("amount", new DecimalType(10, 2)),
          Column.optional(
              "place", new StructType(List.of(Column.required("name", Simple.STRING)))));

  private static LakeFixture lake;

  private final String table = "plan_" + NAMES.incrementAndGet();

  @BeforeAll
  static void startLake() {
    lake = new LakeFixture();
  }

  @AfterAll
  static void stopLake() {
    lake.close();
  }

  @Test
  void showsTheWholeTable() {
    try (IcebergSink sink = sink(COLUMNS, List.of("day(at)", "bucket(16, id)"), List.of("id"))) {
      List<Change> plan = sink.plan();
      assertThat(plan.get(plan.size() - 1).target()).isEqualTo("lake lake." + table);
      assertThat(plan.get(plan.size() - 1).statement())
          .startsWith(
              """
              CREATE TABLE `lake`.`%s` (
                `id` int NOT NULL,
                `at` timestamp,
                `amount` decimal(10,2),
                `place` struct<name: string not null>,
                `azud_partition` int NOT NULL,
                `azud_offset` bigint NOT NULL
              )
              USING iceberg
              PARTITIONED BY (days(`at`), bucket(16, `id`))
              ORDERED BY (`id`)
              TBLPROPERTIES (
              """
                  .formatted(table));
    }
  }

  static Stream<Arguments> compatible() {
    return Stream.of(
        Arguments.of(
            with(Column.optional("added", new ListType(Simple.INT))),
            "ADD COLUMN `added` array<int>"),
        Arguments.of(
            replaced(0, Column.required("id", Simple.LONG)), "ALTER COLUMN `id` TYPE bigint"),
        Arguments.of(
            replaced(2, Column.optional("amount", new DecimalType(20, 2))),
            "ALTER COLUMN `amount` TYPE decimal(20,2)"),
        Arguments.of(
            replaced(0, Column.optional("id", Simple.INT)), "ALTER COLUMN `id` DROP NOT NULL"),
        Arguments.of(COLUMNS.subList(1, 4), "ALTER COLUMN `id` DROP NOT NULL"),
        Arguments.of(
            replaced(
                3,
                Column.optional(
                    "place",
                    new StructType(
                        List.of(
                            Column.required("name", Simple.STRING),
                            Column.optional("height", Simple.DOUBLE))))),
            "ADD COLUMN `place`.`height` double"));
  }

  @ParameterizedTest
  @MethodSource("compatible")
  void altersATable(List<Column> columns, String statement) {
    try (IcebergSink sink = sink(COLUMNS, List.of(), List.of())) {
      sink.apply();
    }
    try (IcebergSink sink = sink(columns, List.of(), List.of())) {
      assertThat(sink.plan().stream().map(Change::statement))
          .containsExactly("ALTER TABLE `lake`.`" + table + "` " + statement);
      sink.apply();
      assertThat(sink.plan()).isEmpty();
    }
  }

  static Stream<Arguments> incompatible() {
    return Stream.of(
        Arguments.of(with(Column.required("added", Simple.INT)), "required"),
        Arguments.of(replaced(0, Column.required("id", Simple.STRING)), "id is int there"),
        Arguments.of(
            replaced(2, Column.optional("amount", new DecimalType(10, 3))), "decimal(10,3)"),
        Arguments.of(
            replaced(3, Column.optional("place", new ListType(Simple.STRING))), "array<string>"));
  }

  @ParameterizedTest
  @MethodSource("incompatible")
  void refusesToLoseData(List<Column> columns, String reason) {
    try (IcebergSink sink = sink(COLUMNS, List.of(), List.of())) {
      sink.apply();
    }
    try (IcebergSink sink = sink(columns, List.of(), List.of())) {
      AzudException e = catchThrowableOfType(AzudException.class, sink::plan);
      assertThat(e.code()).isEqualTo(ErrorCode.INCOMPATIBLE_CHANGE);
      assertThat(e).hasMessageContaining(reason).hasMessageContaining(table);
    }
  }

  @Test
  void refusesAnotherPartitioningAndAnotherFormat() {
    try (IcebergSink sink = sink(COLUMNS, List.of("day(at)"), List.of())) {
      sink.apply();
    }
    try (IcebergSink sink = sink(COLUMNS, List.of("month(at)"), List.of())) {
      AzudException e = catchThrowableOfType(AzudException.class, sink::plan);
      assertThat(e.code()).isEqualTo(ErrorCode.INCOMPATIBLE_CHANGE);
      assertThat(e).hasMessageContaining("days(`at`)").hasMessageContaining("months(`at`)");
    }
    try (IcebergSink sink = sink(FileFormat.ORC, COLUMNS, List.of("day(at)"), List.of())) {
      AzudException e = catchThrowableOfType(AzudException.class, sink::plan);
      assertThat(e.code()).isEqualTo(ErrorCode.INCOMPATIBLE_CHANGE);
      assertThat(e).hasMessageContaining("parquet");
    }
  }

  @Test
  void changesTheOrderOfNewFiles() {
    try (IcebergSink sink = sink(COLUMNS, List.of(), List.of("id"))) {
      sink.apply();
    }
    try (IcebergSink sink = sink(COLUMNS, List.of(), List.of("at", "id"))) {
      assertThat(sink.plan().stream().map(Change::statement))
          .containsExactly("ALTER TABLE `lake`.`" + table + "` WRITE ORDERED BY `at`, `id`");
      sink.apply();
      assertThat(sink.plan()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("invalidPartitionings")
  void refusesAPartitioningThatCannotBe(String partitionBy, DataType type) {
    List<Column> columns = List.of(Column.optional("x", type));
    try (IcebergSink sink = sink(columns, List.of(partitionBy), List.of())) {
      AzudException e = catchThrowableOfType(AzudException.class, sink::plan);
      assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE_INVALID);
      assertThat(e).hasMessageContaining(partitionBy);
    }
  }

  static Stream<Arguments> invalidPartitionings() {
    return Stream.of(
        Arguments.of("day(x)", Simple.STRING),
        Arguments.of("day(y)", Simple.DATE),
        Arguments.of("week(x)", Simple.DATE),
        Arguments.of("bucket(x)", Simple.LONG),
        Arguments.of("day(3, x)", Simple.DATE),
        Arguments.of("bucket(0, x)", Simple.LONG));
  }

  private static List<Column> with(Column added) {
    return Stream.concat(COLUMNS.stream(), Stream.of(added)).toList();
  }

  private static List<Column> replaced(int index, Column column) {
    List<Column> columns = new java.util.ArrayList<>(COLUMNS);
    columns.set(index, column);
    return columns;
  }

  private IcebergSink sink(List<Column> columns, List<String> partitionBy, List<String> sortBy) {
    return sink(FileFormat.PARQUET, columns, partitionBy, sortBy);
  }

  private IcebergSink sink(
      FileFormat format, List<Column> columns, List<String> partitionBy, List<String> sortBy) {
    LakeDefinition definition =
        new LakeDefinition(table, format, partitionBy, sortBy, Duration.ZERO);
    return new IcebergSink(
        PipelineFixture.into(table, columns, definition), columns, lake.environment());
  }
}
