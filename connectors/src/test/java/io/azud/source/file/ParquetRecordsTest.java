// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetRecordsTest {

  @TempDir Path directory;

  /** Writes one row for each filler. */
  @SafeVarargs
  static void write(Path file, CompressionCodecName codec, String fields, Consumer<Group>... rows) {
    MessageType schema = MessageTypeParser.parseMessageType("message row { " + fields + " }");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withCompressionCodec(codec)
            .build()) {
      for (Consumer<Group> row : rows) {
        Group group = new SimpleGroup(schema);
        row.accept(group);
        writer.write(group);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> read(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetRecords records = new ParquetRecords(file)) {
      for (byte[] row = records.next(); row != null; row = records.next()) {
        rows.add(new String(row, StandardCharsets.UTF_8));
      }
    }
    return rows;
  }

  @SafeVarargs
  private List<String> through(String fields, Consumer<Group>... rows) throws IOException {
    Path file = directory.resolve(UUID.randomUUID() + ".parquet");
    write(file, CompressionCodecName.UNCOMPRESSED, fields, rows);
    return read(file);
  }

  @Test
  void writesNumbersExactly() throws IOException {
    assertThat(
            through(
                "required int32 i; required int64 l; required int32 u (INTEGER(32,false));"
                    + " required int64 ul (INTEGER(64,false)); required int32 b (INTEGER(8,true));"
                    + " required boolean t; required float f; required double d;",
                row -> {
                  row.append("i", Integer.MIN_VALUE).append("l", 9_007_199_254_740_993L);
                  row.append("u", -1).append("ul", -1L).append("b", -128);
                  row.append("t", true).append("f", 0.1f).append("d", -0.0);
                }))
        .containsExactly(
            "{\"i\":-2147483648,\"l\":9007199254740993,\"u\":4294967295,\"ul\":18446744073709551615,"
                + "\"b\":-128,\"t\":true,\"f\":0.1,\"d\":-0.0}");
  }

  @Test
  void writesDecimalsWithTheirScale() throws IOException {
    byte[] wide = new BigInteger("-12345678901234567890123456789012345678").toByteArray();
    assertThat(
            through(
                "required int32 a (DECIMAL(9,2)); required int64 b (DECIMAL(18,0)); required binary"
                    + " c (DECIMAL(38,10)); required fixed_len_byte_array(3) d (DECIMAL(5,5));",
                row -> {
                  row.append("a", -1).append("b", 1_000_000_000_000_000_000L);
                  row.append("c", Binary.fromConstantByteArray(wide));
                  row.append("d", Binary.fromConstantByteArray(new byte[] {0, 0, 7}));
                }))
        .containsExactly(
            "{\"a\":-0.01,\"b\":1000000000000000000,\"c\":-1234567890123456789012345678.9012345678,"
                + "\"d\":0.00007}");
  }

  @Test
  void writesDatesAndTimes() throws IOException {
    ByteBuffer int96 = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    int96.putLong(3_600_000_000_001L).putInt(2_440_588 + 1).flip();
    assertThat(
            through(
                "required int32 d (DATE); required int64 ms (TIMESTAMP(MILLIS,true)); required"
                    + " int64 us (TIMESTAMP(MICROS,true)); required int64 ns"
                    + " (TIMESTAMP(NANOS,true)); required int64 local (TIMESTAMP(MICROS,false));"
                    + " required int96 old; required int64 t (TIME(MICROS,false));",
                row -> {
                  row.append("d", (int) LocalDate.of(1, 1, 1).toEpochDay());
                  row.append("ms", -1L).append("us", 1_700_000_000_123_456L).append("ns", 1L);
                  row.append("local", 0L).append("old", Binary.fromConstantByteBuffer(int96));
                  row.append("t", 36_000_000_000L);
                }))
        .containsExactly(
            "{\"d\":\"0001-01-01\",\"ms\":\"1969-12-31T23:59:59.999Z\",\"us\":\"2023-11-14T22:13:20.123456Z\","
                + "\"ns\":\"1970-01-01T00:00:00.000000001Z\",\"local\":\"1970-01-01T00:00:00\","
                + "\"old\":\"1970-01-02T01:00:00.000000001Z\",\"t\":\"10:00:00\"}");
  }

  @Test
  void writesTextAndBytes() throws IOException {
    UUID uuid = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    ByteBuffer bits = ByteBuffer.allocate(16);
    bits.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits()).flip();
    assertThat(
            through(
                "required binary s (STRING); required binary e (ENUM); required binary raw;"
                    + " required fixed_len_byte_array(16) id (UUID); required binary j (JSON);"
                    + " required binary notj (JSON);",
                row -> {
                  row.append("s", "quote \" slash \\ tab \t \u0001 \u00f1 \ud83d\ude00")
                      .append("e", "RED");
                  row.append("raw", Binary.fromConstantByteArray(new byte[] {0, -1, 127}));
                  row.append("id", Binary.fromConstantByteBuffer(bits));
                  row.append("j", "{\"a\": [1, null]}").append("notj", "{\"a\":1} x");
                }))
        .containsExactly(
            "{\"s\":\"quote \\\" slash \\\\ tab \\u0009 \\u0001 \u00f1"
                + " \ud83d\ude00\",\"e\":\"RED\",\"raw\":\"AP9/\",\"id\":\"01234567-89ab-cdef-0123-456789abcdef\",\"j\":{\"a\":"
                + " [1, null]},\"notj\":\"{\\\"a\\\":1} x\"}");
  }

  @Test
  void keepsTextThatIsNoUtf8ForTheDecoderToReject() throws IOException {
    Path file = directory.resolve("bad.parquet");
    write(
        file,
        CompressionCodecName.UNCOMPRESSED,
        "required binary s (STRING);",
        row -> row.append("s", Binary.fromConstantByteArray(new byte[] {'a', -1, 'b'})));
    try (ParquetRecords records = new ParquetRecords(file)) {
      assertThat(records.next())
          .isEqualTo(new byte[] {'{', '"', 's', '"', ':', '"', 'a', -1, 'b', '"', '}'});
    }
  }

  @Test
  void writesNumbersThatJsonDoesNotHaveAsText() throws IOException {
    assertThat(
            through(
                "required double n; required float p; required fixed_len_byte_array(2) h"
                    + " (FLOAT16);",
                row -> {
                  row.append("n", Double.NaN).append("p", Float.NEGATIVE_INFINITY);
                  row.append("h", Binary.fromConstantByteArray(new byte[] {0, (byte) 0xbe}));
                }))
        .containsExactly("{\"n\":\"NaN\",\"p\":\"-Infinity\",\"h\":-1.5}");
  }

  @Test
  void leavesOutWhatHasNoValue() throws IOException {
    assertThat(
            through(
                "optional int32 a; optional group s { optional int32 b; }",
                row -> {},
                row -> row.addGroup("s"),
                row -> row.append("a", 1).addGroup("s").append("b", 2)))
        .containsExactly("{}", "{\"s\":{}}", "{\"a\":1,\"s\":{\"b\":2}}");
  }

  @Test
  void writesListsOfEveryKind() throws IOException {
    assertThat(
            through(
                "optional group three (LIST) { repeated group list { optional int32 element; } }"
                    + " optional group two (LIST) { repeated int32 element; } optional group tuple"
                    + " (LIST) { repeated group array { required int32 x; } } repeated int32 bare;"
                    + " optional group deep (LIST) { repeated group list { optional group element"
                    + " (LIST) { repeated group list { required binary element (STRING); } } } }",
                row -> {
                  Group three = row.addGroup("three");
                  three.addGroup("list").append("element", 1);
                  three.addGroup("list");
                  row.addGroup("two").append("element", 2).append("element", 3);
                  row.addGroup("tuple").addGroup("array").append("x", 4);
                  row.append("bare", 5).append("bare", 6);
                  Group deep = row.addGroup("deep");
                  deep.addGroup("list").addGroup("element").addGroup("list").append("element", "a");
                  deep.addGroup("list").addGroup("element");
                },
                row -> row.addGroup("three")))
        .containsExactly(
            "{\"three\":[1,null],\"two\":[2,3],\"tuple\":[{\"x\":4}],\"bare\":[5,6],\"deep\":[[\"a\"],[]]}",
            "{\"three\":[]}");
  }

  @Test
  void writesMapsAsObjects() throws IOException {
    assertThat(
            through(
                "optional group m (MAP) { repeated group key_value { required binary key (STRING);"
                    + " optional int32 value; } } optional group n (MAP) { repeated group key_value"
                    + " { required int32 key (DATE); required group value { required int32 x; } }"
                    + " }",
                row -> {
                  Group m = row.addGroup("m");
                  m.addGroup("key_value").append("key", "a\"b").append("value", 1);
                  m.addGroup("key_value").append("key", "none");
                  Group n = row.addGroup("n").addGroup("key_value").append("key", 0);
                  n.addGroup("value").append("x", 2);
                }))
        .containsExactly("{\"m\":{\"a\\\"b\":1,\"none\":null},\"n\":{\"1970-01-01\":{\"x\":2}}}");
  }

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"})
  void readsManyRowsInOrder(CompressionCodecName codec) throws IOException {
    Path file = directory.resolve(codec + ".parquet");
    List<Consumer<Group>> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int id = i;
      rows.add(row -> row.append("id", id).append("name", "name " + id % 10));
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    Consumer<Group>[] all = rows.toArray(new Consumer[0]);
    write(file, codec, "required int32 id; required binary name (STRING);", all);
    List<String> read = read(file);
    assertThat(read).hasSize(5_000);
    assertThat(read.get(4_321)).isEqualTo("{\"id\":4321,\"name\":\"name 1\"}");
  }

  @Test
  void reportsWhatIsNoParquet() throws IOException {
    Path file = Files.writeString(directory.resolve("not.parquet"), "{\"a\":1}\n".repeat(10));
    assertThatThrownBy(() -> new ParquetRecords(file).next()).isInstanceOf(RuntimeException.class);
  }
}
