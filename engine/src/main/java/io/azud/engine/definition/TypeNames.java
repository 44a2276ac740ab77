// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.Suggestion;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.Simple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How types are written in a file. */
final class TypeNames {
  static final String STRUCT = "struct";
  static final String LIST = "list";
  static final String MAP = "map";
  static final List<String> NESTED = List.of(STRUCT, LIST, MAP);

  private static final String DECIMAL = "decimal\\( *([0-9]{1,2}) *, *([0-9]{1,2}) *\\)";
  private static final String DECIMAL_FORM =
      "decimal\\( *0?([1-9]|[12][0-9]|3[0-8]) *, *(0?[0-9]|[12][0-9]|3[0-8]) *\\)";
  private static final Pattern DECIMAL_PARTS = Pattern.compile(DECIMAL);
  private static final List<String> SIMPLE =
      Arrays.stream(Simple.values()).map(TypeNames::nameOf).toList();

  private TypeNames() {}

  /** Any type's name, also of those that other options complete. */
  static ScalarShape<String> any() {
    List<String> words = new ArrayList<>(SIMPLE);
    words.addAll(NESTED);
    return Scalars.understood(
        "a type",
        regex(words),
        (text, directory) -> {
          if (!NESTED.contains(text)) {
            plain(text, words);
          }
          return text;
        });
  }

  /** A type that its name says completely. */
  static ScalarShape<DataType> plain() {
    return Scalars.understood(
        "a type",
        regex(SIMPLE),
        (text, directory) -> {
          if (NESTED.contains(text)) {
            throw new Misfit("does not say what is in it: write {type: " + text + ", ...} here");
          }
          return plain(text, SIMPLE);
        });
  }

  /** The type of this name; empty for the nested ones, which need more than a name. */
  static Optional<DataType> parse(String text) {
    try {
      return Optional.of(plain(text, SIMPLE));
    } catch (Misfit e) {
      return Optional.empty();
    }
  }

  /** What a type is called in messages. */
  static String nameOf(DataType type) {
    if (type instanceof Simple simple) {
      return simple.name().toLowerCase(Locale.ROOT);
    }
    if (type instanceof DecimalType decimal) {
      return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type instanceof DataType.StructType) {
      return STRUCT;
    }
    return type instanceof DataType.ListType ? LIST : MAP;
  }

  /** How a value of this type is written in a file. */
  static String formOf(DataType type) {
    if (type instanceof DecimalType decimal) {
      return "a number of at most "
          + decimal.precision()
          + " digits, "
          + decimal.scale()
          + " of them behind the point";
    }
    return type instanceof Simple simple ? formOf(simple) : "nothing";
  }

  private static String formOf(Simple type) {
    return switch (type) {
      case INT -> "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
      case LONG -> "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
      case FLOAT, DOUBLE -> "a finite number within the type's range";
      case BOOLEAN -> "true or false";
      case DATE -> "a date such as 2013-01-31, in the years 0001 to 9999";
      case TIMESTAMP ->
          "a time with an offset such as 2013-01-31T12:00:00Z, in the years 0001 to 9999, with at"
              + " most 6 digits behind the second";
      case STRING, BINARY, JSON -> "text";
    };
  }

  private static DataType plain(String text, List<String> words) throws Misfit {
    Matcher decimal = DECIMAL_PARTS.matcher(text);
    if (decimal.matches()) {
      return decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    if (!SIMPLE.contains(text)) {
      String hint = text.startsWith("decimal") ? "" : Suggestion.didYouMean(text, words);
      throw new Misfit(
          "is not a type: expected one of " + String.join(", ", words) + ", decimal(p,s)", hint);
    }
    return Simple.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static DataType decimal(int precision, int scale) throws Misfit {
    if (precision < 1 || precision > DecimalType.MAX_PRECISION || scale > precision) {
      throw new Misfit(
          "is not a type: decimal(p,s) has 1 to 38 digits (p), and at most p of them behind the"
              + " point (s)");
    }
    return new DecimalType(precision, scale);
  }

  private static String regex(List<String> words) {
    return "^(" + String.join("|", words) + "|" + DECIMAL_FORM + ")$";
  }
}
