// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.check;

import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads the values that a pipeline file writes down for a column, in the representation that rows
 * have. Nothing is rounded, cut or wrapped: a text that the type cannot hold exactly is not a value
 * of it, save that a {@code float} or {@code double} is the nearest one.
 */
public final class Literals {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,19}");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(?:[0-9]{1,400}(?:\\.[0-9]{0,400})?|\\.[0-9]{1,400})(?:[eE][-+]?[0-9]{1,3})?");
  private static final int LAST_YEAR = 9999;

  private Literals() {}

  /** Empty when the text is not a value of the type, or the type has no order. */
  public static Optional<Comparable<?>> read(DataType type, String text) {
    try {
      if (type instanceof DecimalType decimal) {
        return number(text).flatMap(value -> decimal(decimal, value));
      }
      return type instanceof DataType.Simple simple ? simple(simple, text) : Optional.empty();
    } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Comparable<?>> simple(DataType.Simple type, String text) {
    return switch (type) {
      case STRING -> Optional.of(UTF8String.fromString(text));
      case INT -> integer(text).map(Integer::valueOf);
      case LONG -> integer(text).map(Long::valueOf);
      case FLOAT ->
          number(text).map(BigDecimal::floatValue).filter(Float::isFinite).map(value -> value);
      case DOUBLE ->
          number(text).map(BigDecimal::doubleValue).filter(Double::isFinite).map(value -> value);
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? Optional.of(Boolean.valueOf(text))
              : Optional.empty();
      case DATE -> date(text);
      case TIMESTAMP -> timestamp(text);
      case BINARY, JSON -> Optional.empty();
    };
  }

  private static Optional<String> integer(String text) {
    return Optional.of(text).filter(written -> INTEGER.matcher(written).matches());
  }

  private static Optional<BigDecimal> number(String text) {
    return Optional.of(text)
        .filter(written -> NUMBER.matcher(written).matches())
        .map(BigDecimal::new);
  }

  private static Optional<Comparable<?>> decimal(DecimalType type, BigDecimal value) {
    BigDecimal exact = value.setScale(type.scale());
    return exact.precision() > type.precision()
        ? Optional.empty()
        : Optional.of(Decimal.apply(exact, type.precision(), type.scale()));
  }

  private static Optional<Comparable<?>> date(String text) {
    LocalDate date = LocalDate.parse(text);
    return isInRange(date) ? Optional.of((int) date.toEpochDay()) : Optional.empty();
  }

  private static Optional<Comparable<?>> timestamp(String text) {
    Instant instant = OffsetDateTime.parse(text).toInstant();
    boolean exact = instant.equals(instant.truncatedTo(ChronoUnit.MICROS));
    return exact && isInRange(instant.atOffset(ZoneOffset.UTC).toLocalDate())
        ? Optional.of(ChronoUnit.MICROS.between(Instant.EPOCH, instant))
        : Optional.empty();
  }

  private static boolean isInRange(LocalDate date) {
    return date.getYear() >= 1 && date.getYear() <= LAST_YEAR;
  }
}
