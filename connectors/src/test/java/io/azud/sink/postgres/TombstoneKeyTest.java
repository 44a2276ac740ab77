// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.PostgresDefinition;
import io.azud.pipeline.PostgresDefinition.Mode;
import io.azud.pipeline.PostgresDefinition.PartitionBy;
import io.azud.spi.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TombstoneKeyTest {
  private static final String NONE = "no key";

  @Test
  void readsTheTextOfTheKeyColumn() {
    assertThat(read(Simple.STRING, "ñ 1")).isEqualTo("ñ 1");
    assertThat(read(Simple.LONG, "-7")).isEqualTo("-7");
    assertThat(read(new DecimalType(10, 2), "1.5")).isEqualTo("1.50");
    assertThat(read(Simple.DATE, "1970-01-02")).isEqualTo("1");
  }

  @Test
  void readsAnObjectWithTheKeyColumns() {
    assertThat(read(Simple.STRING, "{\"k\":\"x\"}")).isEqualTo("x");
    assertThat(read(Simple.LONG, "{\"other\":1,\"k\":5}")).isEqualTo("5");
  }

  @ParameterizedTest(name = "#2 a text key: {0}")
  @ValueSource(
      strings = {
        "",
        "a\0b",
        "{",
        "{}",
        "{\"k\":null}",
        "{\"k\":\"\"}",
        "{\"k\":1}",
        "{\"k\":\"x\"} y",
        "{\"k\":\"x\",\"k\":\"y\"}",
        "{\"K\":\"x\"}",
        "{\"k\":\"\\ud800\"}",
        "{\"k\":\"\\u0000\"}"
      })
  void takesNothingElseForAText(String key) {
    assertThat(read(Simple.STRING, key)).isEqualTo(NONE);
  }

  @ParameterizedTest(name = "#2 a decimal key: {0}")
  @ValueSource(strings = {"1e999999999", "1e-999999999", "1.234", "x", " 1", "+1", "{\"k\":\"1\"}"})
  void takesNothingElseForANumber(String key) {
    assertThat(read(new DecimalType(10, 2), key)).isEqualTo(NONE);
  }

  @Test
  void takesNoKeyAndNoBrokenTextForAKey() {
    assertThat(read(Simple.STRING, (byte[]) null)).isEqualTo(NONE);
    assertThat(read(Simple.STRING, new byte[] {'a', (byte) 0xff})).isEqualTo(NONE);
  }

  private static String read(DataType type, String key) {
    return read(type, key.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(DataType type, byte[] key) {
    PostgresDefinition definition =
        new PostgresDefinition(
            "t", Mode.UPSERT, List.of("k"), "", PartitionBy.NONE, List.of(), Duration.ZERO);
    TargetTable table =
        TargetTable.of(
            definition, List.of(Column.optional("v", Simple.INT), Column.optional("k", type)));
    Object[] row = new Object[2];
    boolean found =
        TombstoneKey.of(table).read(new RawRecord(0, 0, -1, key, null, List.of(), List.of()), row);
    assertThat(row[0]).isNull();
    return found ? String.valueOf(row[1]) : NONE;
  }
}
