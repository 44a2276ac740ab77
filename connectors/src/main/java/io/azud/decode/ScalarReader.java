// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.DataType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads values of one type out of text: a CSV field, the inside of a JSON string, a literal of the
 * pipeline file. Belongs to one thread.
 */
public interface ScalarReader {

  /**
   * @param bytes hold well-formed UTF-8 from {@code from} to {@code to}
   * @return the value as {@link DataType} says
   * @throws BadValue without a position, when the text is not such a value
   */
  Object read(byte[] bytes, int from, int to);

  /**
   * The reader of a type that text can hold: all but json, struct, list and map.
   *
   * @param zone what {@link io.azud.pipeline.Column.Rules#zone} says
   */
  static ScalarReader of(DataType type, String zone) {
    if (type instanceof DataType.DecimalType decimal) {
      return decimal(new ExactDecimal(decimal.precision(), decimal.scale()));
    }
    if (!(type instanceof DataType.Simple simple)) {
      throw new IllegalArgumentException("not a scalar type: " + type);
    }
    return switch (simple) {
      case STRING -> ScalarReader::string;
      case BOOLEAN -> ScalarReader::bool;
      case INT -> integer();
      case LONG -> longInteger();
      case FLOAT -> floatingPoint();
      case DOUBLE -> doublePrecision();
      case DATE -> ScalarReader::date;
      case TIMESTAMP -> timestamp(zone);
      case BINARY -> new Base64Reader();
      case JSON -> throw new IllegalArgumentException("not a scalar type: " + type);
    };
  }

  private static UTF8String string(byte[] bytes, int from, int to) {
    return UTF8String.fromBytes(Arrays.copyOfRange(bytes, from, to));
  }

  private static Boolean bool(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 4
        && bytes[from] == 't'
        && bytes[from + 1] == 'r'
        && bytes[from + 2] == 'u'
        && bytes[from + 3] == 'e') {
      return Boolean.TRUE;
    }
    if (length == 5
        && bytes[from] == 'f'
        && bytes[from + 1] == 'a'
        && bytes[from + 2] == 'l'
        && bytes[from + 3] == 's'
        && bytes[from + 4] == 'e') {
      return Boolean.FALSE;
    }
    throw new BadValue(DecodeRule.WRONG_TYPE, "is not true or false");
  }

  private static Integer date(byte[] bytes, int from, int to) {
    int days = to - from == CivilDate.LENGTH ? CivilDate.read(bytes, from) : CivilDate.NOT_A_DATE;
    if (days == CivilDate.NOT_A_DATE) {
      throw new BadValue(DecodeRule.BAD_DATE, "is not a date of the form YYYY-MM-DD");
    }
    return days;
  }

  private static ScalarReader integer() {
    Numeral number = new Numeral();
    return (bytes, from, to) ->
        (int) scanned(number, bytes, from, to).toLong(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static ScalarReader longInteger() {
    Numeral number = new Numeral();
    return (bytes, from, to) ->
        scanned(number, bytes, from, to).toLong(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static ScalarReader floatingPoint() {
    Numeral number = new Numeral();
    return (bytes, from, to) -> scanned(number, bytes, from, to).toFloat();
  }

  private static ScalarReader doublePrecision() {
    Numeral number = new Numeral();
    return (bytes, from, to) -> scanned(number, bytes, from, to).toDouble();
  }

  private static ScalarReader decimal(ExactDecimal decimal) {
    Numeral number = new Numeral();
    return (bytes, from, to) -> decimal.of(scanned(number, bytes, from, to));
  }

  private static Numeral scanned(Numeral number, byte[] bytes, int from, int to) {
    if (number.scan(bytes, from, to) != to) {
      throw new BadValue(DecodeRule.WRONG_TYPE, "is not a number");
    }
    return number;
  }

  private static ScalarReader timestamp(String zone) {
    if (zone.isEmpty()) {
      return TimestampReader.withOffset();
    }
    try {
      return TimestampReader.in(ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new AzudException(
          ErrorCode.PIPELINE_INVALID,
          "'" + zone + "' is not a time zone; use a name such as Europe/Madrid or UTC",
          e);
    }
  }
}
