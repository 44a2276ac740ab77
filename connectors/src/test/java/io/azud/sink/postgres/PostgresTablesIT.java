// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.PostgresDefinition.Index;
import io.azud.pipeline.PostgresDefinition.Mode;
import io.azud.pipeline.PostgresDefinition.PartitionBy;
import io.azud.position.Slice;
import io.azud.spi.RawRecord;
import io.azud.spi.RowGuard;
import io.azud.spi.Sink;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import io.azud.spi.Verdict;
import io.azud.testkit.PipelineFixture;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Types, partitions, upserts and limits of the PostgreSQL sink. */
class PostgresTablesIT {
  private static final List<Column> EVENTS =
      List.of(
          Column.required("id", Simple.STRING),
          Column.optional("at", Simple.TIMESTAMP),
          Column.optional("n", Simple.INT));

  private static PostgresFixture postgres;

  @BeforeAll
  static void start() {
    postgres = new PostgresFixture();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  private static final List<Column> TYPES =
      List.of(
          Column.optional("s", Simple.STRING),
          Column.optional("b", Simple.BOOLEAN),
          Column.optional("i", Simple.INT),
          Column.optional("l", Simple.LONG),
          Column.optional("f", Simple.FLOAT),
          Column.optional("d", Simple.DOUBLE),
          Column.optional("m", new DataType.DecimalType(38, 10)),
          Column.optional("day", Simple.DATE),
          Column.optional("at", Simple.TIMESTAMP),
          Column.optional("raw", Simple.BINARY),
          Column.optional("j", Simple.JSON),
          Column.optional("list", new DataType.ListType(Simple.INT)),
          Column.optional(
              "point",
              new DataType.StructType(
                  List.of(
                      Column.optional("x", Simple.INT), Column.optional("name", Simple.STRING)))));

  @Test
  void storesEveryTypeExactly() {
    Pipeline pipeline =
        pipeline("types", TYPES, Mode.APPEND, List.of(), PartitionBy.NONE, List.of());
    BigDecimal money = new BigDecimal("-9999999999999999999999999999.0123456789");
    load(
        pipeline,
        TYPES,
        new Slice(0, 0, 2),
        writer -> {
          writer.write(
              new Object[] {
                text("ñ🦤\"\\\n"),
                true,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                1.5f,
                -0.1d,
                Decimal.apply(money, 38, 10),
                -719_162,
                -62_135_596_800_000_000L,
                new byte[] {0, -1},
                text("{\"a\": [1, 2.50]}"),
                new GenericArrayData(new Object[] {1, null, 3}),
                new GenericInternalRow(new Object[] {7, text("q\"")}),
                0,
                0L
              });
          writer.write(
              new Object[] {
                null, null, null, null, null, null, null, null, null, null, null, null, null, 0, 1L
              });
        });
    List<Object> row =
        postgres
            .query(
                "SELECT s, b, i, l, f, d, m, day::text, extract(epoch FROM at)::bigint, encode(raw, 'hex'), j::text, list::text,"
                    + " point::text FROM types ORDER BY azud_offset")
            .get(0);
    assertThat(row)
        .containsExactly(
            "ñ🦤\"\\\n",
            true,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            1.5f,
            -0.1d,
            money,
            "0001-01-01",
            -62_135_596_800L,
            "00ff",
            "{\"a\": [1, 2.50]}",
            "[1, null, 3]",
            "{\"x\": 7, \"name\": \"q\\\"\"}");
    assertThat(postgres.query("SELECT count(*) FROM types WHERE s IS NULL AND point IS NULL"))
        .containsExactly(List.of(1L));
  }

  @Test
  void storesDecimalsOfEveryShapeExactly() {
    List<Column> columns = List.of(Column.optional("m", new DataType.DecimalType(30, 6)));
    Pipeline pipeline =
        pipeline("decimals", columns, Mode.APPEND, List.of(), PartitionBy.NONE, List.of());
    List<BigDecimal> numbers = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      numbers.add(
          new BigDecimal(new java.math.BigInteger(random.nextInt(98), random), 6)
              .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1)));
    }
    for (String edge :
        List.of(
            "0",
            "0.000001",
            "10000",
            "9999.999999",
            "100000000",
            "-0.0001",
            "123456789012345678901234.567890")) {
      numbers.add(new BigDecimal(edge).setScale(6));
    }
    load(
        pipeline,
        columns,
        new Slice(0, 0, numbers.size()),
        writer -> {
          for (int i = 0; i < numbers.size(); i++) {
            writer.write(new Object[] {Decimal.apply(numbers.get(i), 30, 6), 0, (long) i});
          }
        });
    List<BigDecimal> stored =
        postgres.query("SELECT m FROM decimals ORDER BY azud_offset").stream()
            .map(row -> (BigDecimal) row.get(0))
            .toList();
    assertThat(stored).isEqualTo(numbers);
  }

  @Test
  void makesPartitionsAheadAndOnDemandAndKeepsStraysInTheDefault() {
    PartitionBy monthly = new PartitionBy("at", PartitionBy.Period.MONTH, 2, 0);
    Pipeline pipeline =
        pipeline(
            "monthly",
            EVENTS,
            Mode.APPEND,
            List.of(),
            monthly,
            List.of(new Index(List.of("at"), Index.Type.BRIN, false)));
    try (Sink sink = postgres.sink(pipeline, EVENTS)) {
      sink.apply();
      assertThat(partitions("monthly"))
          .containsExactly(
              "monthly_default", "monthly_p202606", "monthly_p202607", "monthly_p202608");
    }
    load(
        pipeline,
        EVENTS,
        new Slice(0, 0, 4),
        writer -> {
          writer.write(new Object[] {text("a"), micros("2013-01-31T23:59:59Z"), 1, 0, 0L});
          writer.write(new Object[] {text("b"), micros("2013-02-01T00:00:00Z"), 1, 0, 1L});
          writer.write(new Object[] {text("c"), micros("2999-01-01T00:00:00Z"), 1, 0, 2L});
          writer.write(new Object[] {text("d"), null, 1, 0, 3L});
        });
    assertThat(partitions("monthly"))
        .contains("monthly_p201301", "monthly_p201302")
        .doesNotContain("monthly_p299901");
    assertThat(postgres.query("SELECT id FROM monthly_p201302")).containsExactly(List.of("b"));
    assertThat(postgres.query("SELECT id FROM monthly_default ORDER BY id"))
        .containsExactly(List.of("c"), List.of("d"));
  }

  @Test
  void detachesWhatRetentionHasPassedAndDropsNothing() {
    PartitionBy kept = new PartitionBy("at", PartitionBy.Period.MONTH, 0, 2);
    Pipeline forever =
        pipeline(
            "kept",
            EVENTS,
            Mode.APPEND,
            List.of(),
            new PartitionBy("at", PartitionBy.Period.MONTH, 0, 0),
            List.of());
    load(
        forever,
        EVENTS,
        new Slice(0, 0, 1),
        writer ->
            writer.write(new Object[] {text("old"), micros("2026-01-10T00:00:00Z"), 1, 0, 0L}));
    Pipeline pipeline = pipeline("kept", EVENTS, Mode.APPEND, List.of(), kept, List.of());
    try (Sink sink = postgres.sink(pipeline, EVENTS)) {
      assertThat(sink.plan())
          .anySatisfy(change -> assertThat(change.statement()).contains("DETACH PARTITION"));
      sink.apply();
      assertThat(sink.plan()).isEmpty();
    }
    assertThat(partitions("kept")).doesNotContain("kept_p202601");
    assertThat(postgres.query("SELECT id FROM kept_p202601")).containsExactly(List.of("old"));
  }

  @Test
  void upsertKeepsTheLastVersionOfEachKey() {
    Random random = new Random(11);
    PartitionBy monthly = new PartitionBy("at", PartitionBy.Period.MONTH, 0, 0);
    Pipeline pipeline =
        pipeline("upserted", EVENTS, Mode.UPSERT, List.of("id"), monthly, List.of());
    Map<String, Integer> model = new HashMap<>();
    for (int slice = 0; slice < 5; slice++) {
      long start = slice * 200L;
      load(
          pipeline,
          EVENTS,
          new Slice(0, start, start + 200),
          writer -> {
            for (long offset = start; offset < start + 200; offset++) {
              String id = "k" + random.nextInt(60);
              if (random.nextInt(10) == 0) {
                writer.delete(
                    new RawRecord(
                        0,
                        offset,
                        0,
                        id.getBytes(StandardCharsets.UTF_8),
                        null,
                        List.of(),
                        List.of()));
                model.remove(id);
              } else {
                int n = random.nextInt();
                String time = "2026-0" + (1 + random.nextInt(6)) + "-01T00:00:00Z";
                writer.write(new Object[] {text(id), micros(time), n, 0, offset});
                model.put(id, n);
              }
            }
          });
    }
    Map<String, Integer> stored = new HashMap<>();
    postgres
        .query("SELECT id, n FROM upserted")
        .forEach(row -> assertThat(stored.put((String) row.get(0), (Integer) row.get(1))).isNull());
    assertThat(stored).isEqualTo(model);
  }

  @Test
  void upsertWithAVersionKeepsTheLargest() {
    PostgresDefinition definition =
        new PostgresDefinition(
            "versioned",
            Mode.UPSERT,
            List.of("id"),
            "n",
            PartitionBy.NONE,
            List.of(),
            Duration.ZERO);
    Pipeline pipeline = PipelineFixture.into("versioned", EVENTS, definition);
    load(
        pipeline,
        EVENTS,
        new Slice(0, 0, 2),
        writer -> {
          writer.write(new Object[] {text("a"), null, 5, 0, 0L});
          writer.write(new Object[] {text("a"), null, 3, 0, 1L});
        });
    load(
        pipeline,
        EVENTS,
        new Slice(0, 2, 3),
        writer -> writer.write(new Object[] {text("a"), null, 4, 0, 2L}));
    assertThat(postgres.query("SELECT n FROM versioned")).containsExactly(List.of(5));
    load(
        pipeline,
        EVENTS,
        new Slice(0, 3, 4),
        writer -> writer.write(new Object[] {text("a"), null, 6, 0, 3L}));
    assertThat(postgres.query("SELECT n FROM versioned")).containsExactly(List.of(6));
  }

  @Test
  void theLongestIndexedTextThatTheGuardAllowsCanBeStored() {
    List<Index> indexes =
        List.of(
            new Index(List.of("id"), Index.Type.BTREE, false),
            new Index(List.of("id"), Index.Type.BRIN, false));
    Pipeline pipeline =
        pipeline("indexed", EVENTS, Mode.APPEND, List.of(), PartitionBy.NONE, indexes);
    StringBuilder incompressible = new StringBuilder();
    Random random = new Random(3);
    while (incompressible.length() < PostgresGuard.MOST_INDEXED_BYTES) {
      incompressible.append((char) ('!' + random.nextInt(90)));
    }
    try (Sink sink = postgres.sink(pipeline, EVENTS)) {
      Object[] longest = {text(incompressible.toString()), null, 1, 0, 0L};
      assertThat(RowGuard.all(sink.guards()).check(longest)).isEqualTo(Verdict.ACCEPTED);
      Object[] longer = {text(incompressible + "x"), null, 1, 0, 0L};
      assertThat(RowGuard.all(sink.guards()).check(longer))
          .isInstanceOfSatisfying(
              Verdict.Rejection.class, r -> assertThat(r.rule()).isEqualTo("index_key_too_long"));
      Object[] nul = {text("a\0b"), null, 1, 0, 0L};
      assertThat(RowGuard.all(sink.guards()).check(nul))
          .isInstanceOfSatisfying(
              Verdict.Rejection.class, r -> assertThat(r.rule()).isEqualTo("nul"));
      load(pipeline, EVENTS, new Slice(0, 0, 1), writer -> writer.write(longest));
    }
    assertThat(postgres.query("SELECT octet_length(id) FROM indexed"))
        .containsExactly(List.of(PostgresGuard.MOST_INDEXED_BYTES));
  }

  @Test
  void noticesThatItsTableWasDropped() {
    Pipeline pipeline =
        pipeline("dropped", EVENTS, Mode.APPEND, List.of(), PartitionBy.NONE, List.of());
    load(
        pipeline,
        EVENTS,
        new Slice(0, 0, 1),
        writer -> writer.write(new Object[] {text("a"), null, 1, 0, 0L}));
    postgres.execute("DROP TABLE dropped");
    try (Sink sink = postgres.sink(pipeline, EVENTS)) {
      AzudException e = catchThrowableOfType(AzudException.class, sink::apply);
      assertThat(e.code()).isEqualTo(ErrorCode.SINK_HISTORY_CHANGED);
    }
  }

  private static void load(
      Pipeline pipeline, List<Column> columns, Slice slice, Consumer<SliceWriter> rows) {
    try (Sink sink = postgres.sink(pipeline, columns)) {
      sink.apply();
      sink.fence(1, Map.of(slice.partition(), 0L));
      try (SliceWriter writer =
          sink.writer(Batch.of(pipeline.name(), 1, pipeline.hash(), List.of(slice)))
              .open(slice, 0)) {
        Counting counting = new Counting(writer);
        rows.accept(counting);
        counting.finish(Counts.ZERO);
      }
    }
  }

  /** Counts what goes through it, as the engine does. */
  private static final class Counting implements SliceWriter {
    private final SliceWriter writer;
    private long rows;
    private long tombstones;

    Counting(SliceWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(Object[] row) {
      rows++;
      writer.write(row);
    }

    @Override
    public void delete(RawRecord tombstone) {
      tombstones++;
      writer.delete(tombstone);
    }

    @Override
    public SliceReceipt finish(Counts ignored) {
      return writer.finish(new Counts(rows + tombstones, rows, 0, 0, tombstones, 0));
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  private static List<String> partitions(String table) {
    return postgres
        .query(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = '"
                + table
                + "'::regclass ORDER BY 1")
        .stream()
        .map(row -> (String) row.get(0))
        .toList();
  }

  private static Pipeline pipeline(
      String name,
      List<Column> columns,
      Mode mode,
      List<String> key,
      PartitionBy partitionBy,
      List<Index> indexes) {
    return PipelineFixture.into(
        name,
        columns,
        new PostgresDefinition(name, mode, key, "", partitionBy, indexes, Duration.ZERO));
  }

  private static UTF8String text(String value) {
    return UTF8String.fromString(value);
  }

  private static long micros(String instant) {
    return Instant.parse(instant).toEpochMilli() * 1000;
  }
}
