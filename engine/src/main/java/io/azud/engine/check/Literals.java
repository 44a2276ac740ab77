// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.check;

import io.azud.pipeline.DataType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads the values that a pipeline file writes down for a column, in the representation that rows
 * have.
 */
public final class Literals {
  private Literals() {}

  /** Empty when the text is not a value of the type, or the type has no order. */
  public static Optional<Comparable<?>> read(DataType type, String text) {
    try {
      if (type instanceof DataType.DecimalType decimal) {
        BigDecimal value = new BigDecimal(text).setScale(decimal.scale());
        return Optional.of(Decimal.apply(value, decimal.precision(), decimal.scale()));
      }
      return type instanceof DataType.Simple simple ? simple(simple, text) : Optional.empty();
    } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Comparable<?>> simple(DataType.Simple type, String text) {
    return switch (type) {
      case STRING -> Optional.of(UTF8String.fromString(text));
      case INT -> Optional.of(Integer.valueOf(text));
      case LONG -> Optional.of(Long.valueOf(text));
      case FLOAT -> Optional.of(Float.valueOf(text));
      case DOUBLE -> Optional.of(Double.valueOf(text));
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? Optional.of(Boolean.valueOf(text))
              : Optional.empty();
      case DATE -> Optional.of((int) LocalDate.parse(text).toEpochDay());
      case TIMESTAMP ->
          Optional.of(
              ChronoUnit.MICROS.between(Instant.EPOCH, OffsetDateTime.parse(text).toInstant()));
      case BINARY, JSON -> Optional.empty();
    };
  }
}
