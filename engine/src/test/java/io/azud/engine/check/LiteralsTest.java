// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.Simple;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralsTest {

  @ParameterizedTest
  @CsvSource({
    "int, 2147483647, 2147483647",
    "int, -5, -5",
    "long, -9223372036854775808, -9223372036854775808",
    "float, 1.5, 1.5",
    "double, 1e3, 1000.0",
    "double, .5, 0.5",
    "decimal, 1e3, 1000.00",
    "decimal, 0.5, 0.50",
    "boolean, true, true",
    "date, 1970-01-02, 1",
    "timestamp, 1970-01-01T00:00:00.000001Z, 1",
    "timestamp, 1970-01-01T01:00:00+01:00, 0",
    "string, NaN, NaN"
  })
  void readsWhatTheTypeHolds(String type, String text, String value) {
    assertThat(Literals.read(type(type), text))
        .hasValueSatisfying(read -> assertThat(read).hasToString(value));
  }

  @ParameterizedTest
  @CsvSource({
    "int, 2147483648",
    "int, 1.0",
    "int, 0x10",
    "int, ١",
    "int, ''",
    "long, 9223372036854775808",
    "float, 1e39",
    "float, 1f",
    "double, NaN",
    "double, Infinity",
    "double, -.inf",
    "double, 1e400",
    "double, 0x1p3",
    "double, 10d",
    "decimal, 0.001",
    "decimal, 12345678901",
    "decimal, 1e999999999",
    "decimal, 1e-999999999",
    "boolean, TRUE",
    "date, 2013-02-30",
    "date, 0000-01-01",
    "date, +10000-01-01",
    "timestamp, 2013-01-01T00:00:00",
    "timestamp, 1970-01-01T00:00:00.0000001Z",
    "timestamp, 9999-12-31T23:59:59-01:00",
    "json, 1",
    "binary, 1"
  })
  void refusesWhatItDoesNot(String type, String text) {
    assertThat(Literals.read(type(type), text)).isEmpty();
  }

  private static DataType type(String name) {
    return name.equals("decimal")
        ? new DecimalType(12, 2)
        : Simple.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
