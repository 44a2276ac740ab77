// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.ListType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.LakeDefinition.FileFormat;
import io.azud.spi.Decoder;
import io.azud.testkit.DecoderContract;
import io.azud.testkit.PipelineFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The decoder of what the file source makes of the rows of Parquet files. */
class ParquetRowDecoderTest extends DecoderContract {
  private static final List<Column> CONTRACT =
      List.of(
          Column.required("id", Simple.LONG),
          Column.optional("name", Simple.STRING),
          Column.optional("price", new DecimalType(10, 2)),
          Column.optional("born", Simple.DATE),
          Column.optional("seen_at", Simple.TIMESTAMP),
          Column.optional("picture", Simple.BINARY),
          Column.optional("tags", new ListType(Simple.STRING)));

  @Override
  protected Decoder decoder() {
    LakeDefinition unused =
        new LakeDefinition("rows", FileFormat.PARQUET, List.of(), List.of(), Duration.ZERO);
    return new ParquetRowDecoderFactory().create(PipelineFixture.into("rows", CONTRACT, unused));
  }

  @Override
  protected int columns() {
    return CONTRACT.size();
  }

  @Override
  protected byte[] validRecord() {
    return bytes(
        "{\"id\":1,\"name\":\"canary7f3a ñ\",\"price\":12.50,\"born\":\"1970-01-02\","
            + "\"seen_at\":\"1970-01-01T00:00:00.000001Z\",\"picture\":\"AQI=\",\"tags\":[\"a\",null]}");
  }

  @Override
  protected byte[] sparseRecord() {
    return bytes("{\"id\":2}");
  }

  @Override
  protected List<byte[]> badRecords() {
    return Stream.of(
            "{}",
            "{\"id\":1.5}",
            "{\"id\":1,\"name\":7}",
            "{\"id\":1,\"price\":12.505}",
            "{\"id\":1,\"born\":\"canary7f3a\"}",
            "{\"id\":1,\"seen_at\":\"1970-01-01T00:00:00\"}",
            "{\"id\":1,\"picture\":\"canary7f3a!\"}",
            "{\"id\":1,\"canary7f3a\":2}")
        .map(ParquetRowDecoderTest::bytes)
        .toList();
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
