// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.engine.definition.yaml.YamlNode.Scalar.Kind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The scalars that options are made of. */
public final class Scalars {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<Kind> TEXT = EnumSet.of(Kind.TEXT);
  private static final Set<Kind> ANY =
      EnumSet.of(Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.BOOLEAN);
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");

  private Scalars() {}

  /** Text that is not blank. */
  public static ScalarShape<String> text() {
    return text("text", Scalars::notBlank);
  }

  /**
   * Text that is not blank, of a length that somebody can still have written.
   *
   * @param noun what messages call it
   */
  public static ScalarShape<String> sentence(String noun, int maxLength) {
    return text(
        noun,
        (text, directory) -> {
          if (text.length() > maxLength) {
            throw new Misfit("is too long: at most " + maxLength + " characters");
          }
          return notBlank(text, directory);
        });
  }

  /** Text, also the empty one. */
  public static ScalarShape<String> anyText() {
    return new ScalarShape<>("text", TEXT, string(), (text, directory) -> text);
  }

  /** Text with a meaning of its own, which the parser finds. */
  public static <T> ScalarShape<T> text(String noun, ScalarShape.Parser<T> parser) {
    return new ScalarShape<>(noun, TEXT, string().put("minLength", 1), parser);
  }

  /**
   * Text that matches a regular expression as a whole.
   *
   * @param rule the expression in words
   */
  public static ScalarShape<String> matching(String noun, String regex, String rule) {
    Pattern pattern = Pattern.compile(regex);
    return understood(
        noun,
        regex,
        (text, directory) -> {
          if (!pattern.matcher(text).matches()) {
            throw new Misfit("is not " + noun + ": " + rule);
          }
          return text;
        });
  }

  /**
   * Text that the parser understands.
   *
   * @param regex what the JSON Schema says about it: at least whatever the parser understands
   */
  public static <T> ScalarShape<T> understood(
      String noun, String regex, ScalarShape.Parser<T> parser) {
    return new ScalarShape<>(noun, TEXT, string().put("pattern", regex), parser);
  }

  /** Any single value, kept as it is written. */
  public static ScalarShape<String> literal() {
    ObjectNode constraint = JSON.objectNode();
    constraint.putArray("type").add("string").add("number").add("boolean");
    return new ScalarShape<>("a single value", ANY, constraint, (text, directory) -> text);
  }

  /** One of the enum's constants, in lower case. */
  public static <E extends Enum<E>> ScalarShape<E> choice(Class<E> type) {
    return choice(List.of(type.getEnumConstants()));
  }

  /** One of the constants, in lower case. */
  public static <E extends Enum<E>> ScalarShape<E> choice(List<E> constants) {
    Map<String, E> byName = new TreeMap<>();
    constants.forEach(constant -> byName.put(constant.name().toLowerCase(Locale.ROOT), constant));
    List<String> names =
        constants.stream().map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
    return choice(names, byName::get);
  }

  /** One of the words. */
  public static ScalarShape<String> oneOf(String... words) {
    return choice(Arrays.asList(words), word -> word);
  }

  private static <T> ScalarShape<T> choice(List<String> words, Function<String, T> meaning) {
    ObjectNode constraint = JSON.objectNode();
    ArrayNode choices = constraint.putArray("enum");
    words.forEach(choices::add);
    String noun = words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
    return new ScalarShape<>(
        noun,
        TEXT,
        constraint,
        (text, directory) -> {
          if (!words.contains(text)) {
            throw new Misfit("is not " + noun, Suggestion.didYouMean(text, words));
          }
          return meaning.apply(text);
        });
  }

  /** A whole number within limits, which are allowed themselves. */
  public static ScalarShape<Long> integer(long min, long max) {
    ObjectNode constraint = JSON.objectNode().put("type", "integer").put("minimum", min);
    if (max < Long.MAX_VALUE) {
      constraint.put("maximum", max);
    }
    return new ScalarShape<>(
        "a whole number",
        EnumSet.of(Kind.INTEGER),
        constraint,
        (text, directory) -> {
          if (!INTEGER.matcher(text).matches()) {
            throw new Misfit("is not a whole number: use decimal digits, at most 18");
          }
          long value = Long.parseLong(text);
          if (value < min || value > max) {
            throw new Misfit(
                max == Long.MAX_VALUE
                    ? "is too small: at least " + min
                    : "is outside of " + min + " to " + max);
          }
          return value;
        });
  }

  /** A number within limits, which are allowed themselves. */
  public static ScalarShape<Double> number(double min, double max) {
    ObjectNode constraint =
        JSON.objectNode().put("type", "number").put("minimum", min).put("maximum", max);
    return new ScalarShape<>(
        "a number",
        EnumSet.of(Kind.INTEGER, Kind.DECIMAL),
        constraint,
        (text, directory) -> {
          double value = parseNumber(text);
          if (!(value >= min && value <= max)) {
            throw new Misfit("is outside of " + plain(min) + " to " + plain(max));
          }
          return value;
        });
  }

  public static ScalarShape<Boolean> flag() {
    return new ScalarShape<>(
        "true or false",
        EnumSet.of(Kind.BOOLEAN),
        JSON.objectNode().put("type", "boolean"),
        (text, directory) -> {
          if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new Misfit("is not true or false");
          }
          return Boolean.parseBoolean(text);
        });
  }

  /** A number with a unit, within limits, which are allowed themselves. */
  public static ScalarShape<Duration> duration(Duration min, Duration max) {
    return new ScalarShape<>(
        "a duration",
        EnumSet.of(Kind.TEXT, Kind.INTEGER, Kind.DECIMAL),
        string().put("pattern", DurationText.PATTERN),
        (text, directory) -> {
          Duration value = parseDuration(text);
          if (value.compareTo(min) < 0) {
            throw new Misfit("is too short: at least " + min.toMillis() + "ms");
          }
          if (value.compareTo(max) > 0) {
            throw new Misfit("is too long: at most " + max.toDays() + "d");
          }
          return value;
        });
  }

  private static Duration parseDuration(String text) throws Misfit {
    return DurationText.parse(text)
        .orElseThrow(
            () ->
                new Misfit(
                    "is not a duration: write a whole number and ms, s, m, h or d, for example 10s"));
  }

  private static double parseNumber(String text) throws Misfit {
    try {
      return new BigDecimal(text).doubleValue();
    } catch (NumberFormatException e) {
      throw new Misfit("is not a number");
    }
  }

  private static String plain(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  private static String notBlank(String text, Path directory) throws Misfit {
    if (text.isBlank()) {
      throw new Misfit("is empty: a value is needed here");
    }
    return text;
  }

  private static ObjectNode string() {
    return JSON.objectNode().put("type", "string");
  }
}
