// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.environment.Secret;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.ListType;
import io.azud.pipeline.DataType.MapType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.DataType.StructType;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.LakeDefinition.FileFormat;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.Transform;
import io.azud.pipeline.Transform.Mask;
import io.azud.position.Slice;
import io.azud.spi.RowCursor;
import io.azud.spi.RowFiles;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import io.azud.testkit.PipelineFixture;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes into data files comes out again, for other programs and for the load step. */
class LakeFilesIT {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final long DAY = 86_400_000_000L;

  private static final List<Column> TYPES =
      List.of(
          Column.optional("s", Simple.STRING),
          Column.optional("b", Simple.BOOLEAN),
          Column.optional("i", Simple.INT),
          Column.optional("l", Simple.LONG),
          Column.optional("f", Simple.FLOAT),
          Column.optional("d", Simple.DOUBLE),
          Column.optional("small", new DecimalType(9, 2)),
          Column.optional("medium", new DecimalType(18, 6)),
          Column.optional("big", new DecimalType(38, 10)),
          Column.optional("day", Simple.DATE),
          Column.optional("at", Simple.TIMESTAMP),
          Column.optional("bytes", Simple.BINARY),
          Column.optional("doc", Simple.JSON),
          Column.optional(
              "place",
              new StructType(
                  List.of(
                      Column.required("name", Simple.STRING),
                      Column.optional("height", new DecimalType(20, 1))))),
          Column.optional("tags", new ListType(Simple.STRING)),
          Column.optional("counts", new MapType(new ListType(Simple.INT))));

  private static LakeFixture lake;

  @BeforeAll
  static void startLake() {
    lake = new LakeFixture();
  }

  @AfterAll
  static void stopLake() {
    lake.close();
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void keepsEveryType(FileFormat format) {
    Pipeline pipeline = pipeline(TYPES, format, List.of(), List.of());
    List<Object[]> rows = List.of(ordinary(0), extremes(1), nulls(2), ordinary(3));
    List<SliceReceipt> receipts = load(pipeline, TYPES, rows);

    List<Record> stored = lake.rows(pipeline);
    assertThat(stored).hasSize(4);
    assertThat(generic(stored.get(0))).isEqualTo(genericOrdinary(0));
    assertThat(generic(stored.get(1))).isEqualTo(genericExtremes(1));
    assertThat(generic(stored.get(2)).subList(0, TYPES.size())).containsOnlyNulls();
    assertThat(generic(stored.get(3))).isEqualTo(genericOrdinary(3));

    assertThat(readBack(pipeline, TYPES, receipts))
        .isEqualTo(rows.stream().map(LakeFilesIT::plain).toList());
  }

  @Test
  void stagesRowsOutsideOfAnyTableAndDeletesThem() throws Exception {
    Pipeline pipeline = pipeline(TYPES, FileFormat.ORC, List.of(), List.of());
    List<Object[]> rows = List.of(extremes(0), ordinary(1), nulls(2));
    Batch batch = batch(pipeline, new Slice(0, 0, 3));
    try (RowFiles files = new LakeRowFilesFactory().create(pipeline, TYPES, lake.environment())) {
      SliceReceipt receipt;
      try (SliceWriter writer = files.writer(batch).open(new Slice(0, 0, 3), 0)) {
        rows.forEach(writer::write);
        receipt = writer.finish(new Counts(3, 3, 0, 0, 0, 0));
      }
      assertThat(readBack(pipeline, TYPES, List.of(receipt)))
          .isEqualTo(rows.stream().map(LakeFilesIT::plain).toList());
      assertThat(staged(pipeline)).isNotEmpty();
      files.discard(List.of(receipt));
      assertThat(staged(pipeline)).isEmpty();
    }
  }

  @Test
  void leavesNoFilesBehindWhenASliceIsGivenUp() throws Exception {
    Pipeline pipeline = pipeline(TYPES, FileFormat.PARQUET, List.of("i"), List.of());
    Batch batch = batch(pipeline, new Slice(0, 0, 30));
    try (IcebergSink sink = new IcebergSink(pipeline, TYPES, lake.environment())) {
      sink.apply();
      try (SliceWriter writer = sink.writer(batch).open(new Slice(0, 0, 30), 0)) {
        for (int i = 0; i < 30; i++) {
          Object[] row = ordinary(i);
          row[2] = i;
          writer.write(row);
        }
      }
    }
    assertThat(under(lake.warehouse().resolve(LakeFixture.NAMESPACE), "/data/", pipeline))
        .isEmpty();
  }

  static Stream<List<String>> partitionings() {
    return Stream.of(
        List.of("day(at)"),
        List.of("month(at)", "bucket(4, id)"),
        List.of("truncate(1, name)"),
        List.of("name", "hour(at)"),
        List.of("amount"),
        List.of("year(at)", "id"));
  }

  @ParameterizedTest
  @MethodSource("partitionings")
  void readsAPartitionedSliceBackInItsOrder(List<String> partitionBy) {
    assertSpread(pipeline(EVENTS, FileFormat.PARQUET, partitionBy, List.of()), 500);
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void sortsTheRowsOfEachFile(FileFormat format) {
    Pipeline pipeline = pipeline(EVENTS, format, List.of("day(at)"), List.of("name", "amount"));
    for (SliceReceipt receipt : assertSpread(pipeline, 500)) {
      for (String file : receipt.files()) {
        SliceReceipt one =
            new SliceReceipt(receipt.slice(), receipt.counts(), 0, 0, List.of(unsorted(file)));
        List<List<Object>> rows = readBack(pipeline, EVENTS, List.of(one));
        assertThat(rows)
            .isSortedAccordingTo(
                (a, b) -> {
                  int byName = nullFirst(a.get(1)).compareTo(nullFirst(b.get(1)));
                  return byName != 0
                      ? byName
                      : ((BigDecimal) a.get(3)).compareTo((BigDecimal) b.get(3));
                });
      }
    }
  }

  @Test
  void neverHasMoreFilesThanPartitionsForASliceThatFitsIntoMemory() {
    Pipeline pipeline = pipeline(EVENTS, FileFormat.PARQUET, List.of("bucket(64, id)"), List.of());
    List<SliceReceipt> receipts = assertSpread(pipeline, 2000);
    assertThat(receipts.get(0).files().size()).isBetween(64, 64 + 8);
  }

  @Test
  void keepsNoStatisticsOfAMaskedColumn() {
    Pipeline open = pipeline(EVENTS, FileFormat.PARQUET, List.of(), List.of());
    Pipeline masked =
        new Pipeline(
            open.name(),
            open.source(),
            open.columns(),
            open.unknownFields(),
            open.checks(),
            new Transform(
                List.of(), "", List.of(new Mask("name", Mask.Method.REDACT, Secret.NONE))),
            open.lake(),
            open.postgres(),
            open.deadLetters(),
            open.schedule(),
            open.objectives(),
            open.hash());
    String file = assertSpread(masked, 10).get(0).files().get(0);
    Map<Integer, ByteBuffer> bounds =
        lake.with(masked, table -> StoredFile.fromJson(file).dataFile(table.specs()).lowerBounds());
    assertThat(bounds).containsKeys(1, 5, 6).doesNotContainKey(2);
  }

  private static final List<Column> EVENTS =
      List.of(
          Column.required("id", Simple.LONG),
          Column.optional("name", Simple.STRING),
          Column.optional("at", Simple.TIMESTAMP),
          Column.optional("amount", new DecimalType(10, 2)));

  /**
   * Loads events whose values jump about, and checks that they come back in the order of their
   * offsets.
   */
  private static List<SliceReceipt> assertSpread(Pipeline pipeline, int count) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object name = i % 11 == 0 ? null : UTF8String.fromString("n" + i * 7919 % 5);
      Object at = i % 13 == 0 ? null : (Object) (1_700_000_000_000_000L + i * 31L % 20 * DAY);
      Object amount = Decimal.apply(new BigDecimal(i * 37 % 9 + ".25"), 10, 2);
      rows.add(new Object[] {(long) i * 104_729, name, at, amount, 0, (long) i});
    }
    List<SliceReceipt> receipts = load(pipeline, EVENTS, rows);
    List<List<Object>> expected = rows.stream().map(LakeFilesIT::plain).toList();
    assertThat(readBack(pipeline, EVENTS, receipts)).isEqualTo(expected);
    Set<Object> ids = new HashSet<>();
    lake.rows(pipeline).forEach(row -> ids.add(row.getField("id")));
    assertThat(ids).hasSize(count);
    return receipts;
  }

  private static String nullFirst(Object name) {
    return name == null ? "" : (String) name;
  }

  private static String unsorted(String file) {
    return file.replace("\"sorted\":true", "\"sorted\":false");
  }

  private static List<SliceReceipt> load(
      Pipeline pipeline, List<Column> columns, List<Object[]> rows) {
    Slice slice = new Slice(0, 0, rows.size());
    Batch batch = batch(pipeline, slice);
    try (IcebergSink sink = new IcebergSink(pipeline, columns, lake.environment())) {
      sink.apply();
      SliceReceipt receipt;
      try (SliceWriter writer = sink.writer(batch).open(slice, 0)) {
        rows.forEach(row -> writer.write(row.clone()));
        receipt = writer.finish(new Counts(rows.size(), rows.size(), 0, 0, 0, 0));
      }
      sink.commit(batch, List.of(receipt));
      return List.of(receipt);
    }
  }

  private static List<List<Object>> readBack(
      Pipeline pipeline, List<Column> columns, List<SliceReceipt> receipts) {
    List<List<Object>> rows = new ArrayList<>();
    try (RowFiles files = new LakeRowFilesFactory().create(pipeline, columns, lake.environment())) {
      for (SliceReceipt receipt : receipts) {
        try (RowCursor cursor = files.reader().open(receipt)) {
          while (cursor.advance()) {
            rows.add(plain(cursor.row()));
          }
        }
      }
    }
    return rows;
  }

  private static Pipeline pipeline(
      List<Column> columns, FileFormat format, List<String> partitionBy, List<String> sortBy) {
    String name = "files_" + NAMES.incrementAndGet();
    return PipelineFixture.into(
        name, columns, new LakeDefinition(name, format, partitionBy, sortBy, Duration.ZERO));
  }

  private static Batch batch(Pipeline pipeline, Slice slice) {
    return Batch.of(pipeline.name(), 1, pipeline.hash(), List.of(slice));
  }

  private static List<Path> staged(Pipeline pipeline) throws Exception {
    return under(lake.warehouse(), "/_azud_staging/", pipeline);
  }

  private static List<Path> under(Path root, String part, Pipeline pipeline) throws Exception {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> f.toString().contains(part) && f.toString().contains(pipeline.name() + "/"))
          .toList();
    }
  }

  // The same rows, as Spark holds them and as Iceberg's generic reader gives them.

  private static Object[] ordinary(int offset) {
    return new Object[] {
      text("näme 💧"),
      true,
      -7,
      1L << 40,
      1.5f,
      -2.25,
      Decimal.apply(new BigDecimal("-1234567.89"), 9, 2),
      Decimal.apply(new BigDecimal("123456789012.345678"), 18, 6),
      Decimal.apply(new BigDecimal("0.0000000001"), 38, 10),
      19_000,
      1_700_000_000_123_456L,
      new byte[] {0, -1, 7},
      text("{\"a\": [1, null]}"),
      new GenericInternalRow(
          new Object[] {text("Cuenca"), Decimal.apply(new BigDecimal("946.5"), 20, 1)}),
      new GenericArrayData(new Object[] {text("x"), null, text("")}),
      new ArrayBasedMapData(
          new GenericArrayData(new Object[] {text("k")}),
          new GenericArrayData(new Object[] {new GenericArrayData(new Object[] {1, null})})),
      0,
      (long) offset
    };
  }

  private static List<Object> genericOrdinary(int offset) {
    return Arrays.asList(
        "näme 💧",
        true,
        -7,
        1L << 40,
        1.5f,
        -2.25,
        new BigDecimal("-1234567.89"),
        new BigDecimal("123456789012.345678"),
        new BigDecimal("0.0000000001"),
        LocalDate.ofEpochDay(19_000),
        at(1_700_000_000_123_456L),
        ByteBuffer.wrap(new byte[] {0, -1, 7}),
        "{\"a\": [1, null]}",
        Arrays.asList("Cuenca", new BigDecimal("946.5")),
        Arrays.asList("x", null, ""),
        Map.of("k", Arrays.asList(1, null)),
        0,
        (long) offset);
  }

  private static Object[] extremes(int offset) {
    return new Object[] {
      text(""),
      false,
      Integer.MIN_VALUE,
      Long.MAX_VALUE,
      Float.NEGATIVE_INFINITY,
      Double.NaN,
      Decimal.apply(new BigDecimal("9999999.99"), 9, 2),
      Decimal.apply(new BigDecimal("-999999999999.999999"), 18, 6),
      Decimal.apply(new BigDecimal("9".repeat(28) + "." + "9".repeat(10)), 38, 10),
      (int) LocalDate.of(1, 1, 1).toEpochDay(),
      Instant.parse("9999-12-31T23:59:59.999999Z").getEpochSecond() * 1_000_000 + 999_999,
      new byte[0],
      text("null"),
      new GenericInternalRow(new Object[] {text("\u0000"), null}),
      new GenericArrayData(new Object[0]),
      new ArrayBasedMapData(
          new GenericArrayData(new Object[0]), new GenericArrayData(new Object[0])),
      0,
      (long) offset
    };
  }

  private static List<Object> genericExtremes(int offset) {
    return Arrays.asList(
        "",
        false,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Float.NEGATIVE_INFINITY,
        Double.NaN,
        new BigDecimal("9999999.99"),
        new BigDecimal("-999999999999.999999"),
        new BigDecimal("9".repeat(28) + "." + "9".repeat(10)),
        LocalDate.of(1, 1, 1),
        OffsetDateTime.parse("9999-12-31T23:59:59.999999Z"),
        ByteBuffer.wrap(new byte[0]),
        "null",
        Arrays.asList("\u0000", null),
        List.of(),
        Map.of(),
        0,
        (long) offset);
  }

  private static Object[] nulls(int offset) {
    Object[] row = new Object[TYPES.size() + 2];
    row[TYPES.size()] = 0;
    row[TYPES.size() + 1] = (long) offset;
    return row;
  }

  private static OffsetDateTime at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static UTF8String text(String value) {
    return UTF8String.fromBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Object> generic(Record row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      values.add(value instanceof Record struct ? generic(struct) : value);
    }
    return values;
  }

  /** A row in values that can be compared. */
  private static List<Object> plain(Object[] row) {
    List<Object> values = new ArrayList<>();
    for (Object value : row) {
      values.add(plain(value));
    }
    return values;
  }

  private static Object plain(Object value) {
    if (value instanceof UTF8String text) {
      return text.toString();
    }
    if (value instanceof Decimal decimal) {
      return decimal.toJavaBigDecimal();
    }
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes.clone());
    }
    if (value instanceof InternalRow struct) {
      Object height = struct.isNullAt(1) ? null : struct.getDecimal(1, 20, 1).toJavaBigDecimal();
      return Arrays.asList(struct.getUTF8String(0).toString(), height);
    }
    if (value instanceof ArrayData list) {
      return texts(list);
    }
    if (value instanceof MapData map) {
      Map<Object, Object> entries = new HashMap<>();
      for (int i = 0; i < map.numElements(); i++) {
        entries.put(map.keyArray().getUTF8String(i).toString(), ints(map.valueArray().getArray(i)));
      }
      return entries;
    }
    return value;
  }

  private static List<Object> texts(ArrayData list) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < list.numElements(); i++) {
      values.add(list.isNullAt(i) ? null : list.getUTF8String(i).toString());
    }
    return values;
  }

  private static List<Object> ints(ArrayData list) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < list.numElements(); i++) {
      values.add(list.isNullAt(i) ? null : list.get(i, DataTypes.IntegerType));
    }
    return values;
  }
}
