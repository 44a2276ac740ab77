// SPDX-License-Identifier: Apache-2.0
package io.azud.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.ListType;
import io.azud.pipeline.DataType.MapType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.DataType.StructType;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.PostgresDefinition.Index;
import io.azud.pipeline.PostgresDefinition.Mode;
import io.azud.pipeline.PostgresDefinition.PartitionBy;
import io.azud.sink.iceberg.IcebergSinkFactory;
import io.azud.sink.postgres.PostgresSinkFactory;
import io.azud.spi.RowGuard;
import io.azud.spi.Verdict;
import io.azud.testkit.PipelineFixture;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of the bad-input table that a store decides and not a decoder: what a transform may make
 * out of a good record. Each sink's guard says the same, whether or not the other sink is there.
 */
class StoredBadInputTest {
  private static final Object NUL = text("a\0b");
  private static final Object BROKEN = UTF8String.fromBytes(new byte[] {'a', (byte) 0xff});
  private static final DataType TEXTS = new ListType(Simple.STRING);
  private static final DataType NAMED = new MapType(Simple.STRING);
  private static final DataType DAYS = new StructType(List.of(Column.optional("day", Simple.DATE)));
  private static final DecimalType MONEY = new DecimalType(5, 2);

  static Stream<Arguments> values() {
    return Stream.of(
        row("#13 every script", Simple.STRING, text("😀 עברית e\u0301 \uffff"), ""),
        row("#14 U+0000 in a text", Simple.STRING, NUL, "nul"),
        row("#14 U+0000 in a list", TEXTS, list(text("x"), NUL), "nul"),
        row("#14 U+0000 in a map's key", NAMED, map(NUL, text("x")), "nul"),
        row("#14 U+0000 in a map's value", NAMED, map(text("x"), NUL), "nul"),
        row("#9 text that is not UTF-8", Simple.STRING, BROKEN, "invalid_utf8"),
        row("#9 such text in a list", TEXTS, list(null, BROKEN), "invalid_utf8"),
        row("#19 NaN in a float column", Simple.FLOAT, Float.NaN, ""),
        row("#19 Infinity in a double column", Simple.DOUBLE, Double.NEGATIVE_INFINITY, ""),
        row("#21 minus zero", Simple.DOUBLE, -0.0, ""),
        row("#25 a decimal of a finer scale", MONEY, decimal("0.001", 5, 3), "out_of_range"),
        row("#26 a decimal with too many digits", MONEY, decimal("1000.00", 6, 2), "out_of_range"),
        row("#30 no value where one is required", Simple.STRING, null, "missing"),
        row("#35 the first day", Simple.DATE, day(1, 1, 1), ""),
        row("#35 the last day", Simple.DATE, day(9999, 12, 31), ""),
        row("#35 a day before the year 1", Simple.DATE, day(1, 1, 1) - 1, "out_of_range"),
        row("#35 a day after the year 9999", Simple.DATE, day(9999, 12, 31) + 1, "out_of_range"),
        row("#35 an instant before the year 1", Simple.TIMESTAMP, micros(1) - 1, "out_of_range"),
        row("#35 an instant after 9999", Simple.TIMESTAMP, micros(10000), "out_of_range"),
        row("#35 the last instant", Simple.TIMESTAMP, micros(10000) - 1, ""),
        row("#35 such a day in a struct", DAYS, struct(day(1, 1, 1) - 1), "out_of_range"),
        row("#41 PostgreSQL's infinity", Simple.DATE, Integer.MAX_VALUE, "out_of_range"),
        row("#41 its opposite", Simple.TIMESTAMP, Long.MIN_VALUE, "out_of_range"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void bothSinksSayTheSame(String words, DataType type, Object value, String rule) {
    List<Column> columns = List.of(Column.required("v", type));
    RowGuard lake = lake(columns, List.of());
    RowGuard postgres = postgres(columns, List.of());

    assertThat(rule(lake.check(new Object[] {value, 0, 1L}))).as("lake").isEqualTo(rule);
    assertThat(rule(postgres.check(new Object[] {value, 0, 1L}))).as("postgres").isEqualTo(rule);
    assertThat(postgres.check(new Object[] {value, 0, 1L}))
        .isEqualTo(lake.check(new Object[] {value, 0, 1L}));
  }

  static Stream<Arguments> indexed() {
    return Stream.of(
        row("#51 an indexed text of 2,000 bytes", Simple.STRING, text("ñ".repeat(1_000)), ""),
        row("#51 of 13 kB", Simple.STRING, text("k".repeat(13_000)), "index_key_too_long"),
        row("#51 binary of 13 kB", Simple.BINARY, new byte[13_000], "index_key_too_long"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("indexed")
  void postgresRejectsWhatAnIndexCannotHold(
      String words, DataType type, Object value, String rule) {
    List<Index> indexes = List.of(new Index(List.of("v"), Index.Type.BTREE, false));
    RowGuard guard = postgres(List.of(Column.required("v", type)), indexes);

    assertThat(rule(guard.check(new Object[] {value, 0, 1L}))).isEqualTo(rule);
  }

  @Test
  void postgresRejectsWhatAMessageCannotHold() {
    byte[] text = new byte[(250 << 20) + 1];
    Arrays.fill(text, (byte) 'x');
    RowGuard guard = postgres(List.of(Column.required("v", Simple.STRING)), List.of());

    assertThat(rule(guard.check(new Object[] {UTF8String.fromBytes(text), 0, 1L})))
        .as("#50 a text of more than 250 MiB")
        .isEqualTo("too_large");
  }

  static Stream<Arguments> partitions() {
    return Stream.of(
        row("#53 a partition without a value", Simple.STRING, null, ""),
        row("#54 a path in a partition", Simple.STRING, text("../../etc"), ""),
        row("#54 a slash, an escape, an equals sign", Simple.STRING, text("a/b%2F="), ""),
        row("#54 an empty partition", Simple.STRING, text(""), ""),
        row("#54 200 plain bytes", Simple.STRING, text("x".repeat(200)), ""),
        row("#54 1 kB", Simple.STRING, text("x".repeat(1_024)), "partition_too_long"),
        row("#54 100 that are escaped", Simple.STRING, text("/".repeat(100)), "partition_too_long"),
        row("#54 binary of 1 kB", Simple.BINARY, new byte[1_024], "partition_too_long"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("partitions")
  void theLakeRejectsWhatNoPathCanName(String words, DataType type, Object value, String rule) {
    RowGuard guard = lake(List.of(Column.optional("v", type)), List.of("v"));

    assertThat(rule(guard.check(new Object[] {value, 0, 1L}))).isEqualTo(rule);
  }

  private static RowGuard lake(List<Column> columns, List<String> partitionBy) {
    LakeDefinition table =
        new LakeDefinition(
            "t", LakeDefinition.FileFormat.PARQUET, partitionBy, List.of(), Duration.ZERO);
    Pipeline pipeline = PipelineFixture.into("t", columns, table);
    return RowGuard.all(new IcebergSinkFactory().create(pipeline, columns, NOWHERE).guards());
  }

  private static RowGuard postgres(List<Column> columns, List<Index> indexes) {
    PostgresDefinition table =
        new PostgresDefinition(
            "t", Mode.APPEND, List.of(), "", PartitionBy.NONE, indexes, Duration.ZERO);
    Pipeline pipeline = PipelineFixture.into("t", columns, table);
    return RowGuard.all(new PostgresSinkFactory().create(pipeline, columns, NOWHERE).guards());
  }

  private static final Environment.Database NO_DATABASE =
      new Environment.Database("jdbc:postgresql://127.0.0.1:1/none", "nobody", Secret.NONE);
  static final Environment NOWHERE =
      new Environment(
          "test",
          Environment.Kafka.NONE,
          new Environment.Spark("local[1]", Map.of()),
          NO_DATABASE,
          NO_DATABASE,
          new Environment.Store("", "us-east-1", "", Secret.NONE, true),
          new Environment.Catalog(
              "jdbc", "azud", "", "", Secret.NONE, "s3://none/", "azud", Map.of()),
          "");

  private static Arguments row(String words, DataType type, Object value, String rule) {
    return Arguments.of(words, type, value, rule);
  }

  private static String rule(Verdict verdict) {
    return verdict instanceof Verdict.Rejection rejection ? rejection.rule() : "";
  }

  private static UTF8String text(String value) {
    return UTF8String.fromBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private static Object list(Object... elements) {
    return new GenericArrayData(elements);
  }

  private static Object map(Object key, Object value) {
    return new ArrayBasedMapData(
        new GenericArrayData(new Object[] {key}), new GenericArrayData(new Object[] {value}));
  }

  private static Object struct(Object... fields) {
    return new GenericInternalRow(fields);
  }

  private static Object decimal(String text, int precision, int scale) {
    return Decimal.apply(new BigDecimal(text), precision, scale);
  }

  private static int day(int year, int month, int day) {
    return (int) LocalDate.of(year, month, day).toEpochDay();
  }

  private static long micros(int year) {
    return LocalDate.of(year, 1, 1).toEpochDay() * 86_400_000_000L;
  }
}
