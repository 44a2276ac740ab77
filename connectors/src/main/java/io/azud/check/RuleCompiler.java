// SPDX-License-Identifier: Apache-2.0
package io.azud.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.azud.decode.BadValue;
import io.azud.decode.ScalarReader;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.spi.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Turns one column's rules into a {@link ValueRule}, reading the literals as values of the column's
 * type.
 */
final class RuleCompiler {
  private final Column column;
  private final String path;

  private RuleCompiler(Column column, String path) {
    this.column = column;
    this.path = path;
  }

  /**
   * @param path the column's name, with those of the structs around it
   */
  static ValueRule compile(Column column, String path) {
    RuleCompiler compiler = new RuleCompiler(column, path);
    return compiler
        .limits()
        .and(compiler.values())
        .and(compiler.pattern())
        .and(NestedRules.compile(column.type(), path));
  }

  private ValueRule limits() {
    Column.Rules rules = column.rules();
    if (rules.min().isEmpty() && rules.max().isEmpty()) {
      return ValueRule.NONE;
    }
    requireType("min and max", column.type() != DataType.Simple.BOOLEAN && isComparable());
    if (!rules.min().isEmpty()
        && !rules.max().isEmpty()
        && compare(literal(rules.min()), literal(rules.max())) > 0) {
      throw invalid("its min " + rules.min() + " is larger than its max " + rules.max());
    }
    return min(rules.min()).and(max(rules.max()));
  }

  private ValueRule min(String min) {
    if (min.isEmpty()) {
      return ValueRule.NONE;
    }
    Object limit = literal(min);
    Verdict below = ValueRule.rejection("min", path, "is below its min " + min);
    return value -> compare(value, limit) < 0 ? below : Verdict.ACCEPTED;
  }

  private ValueRule max(String max) {
    if (max.isEmpty()) {
      return ValueRule.NONE;
    }
    Object limit = literal(max);
    Verdict above = ValueRule.rejection("max", path, "is above its max " + max);
    return value -> compare(value, limit) > 0 ? above : Verdict.ACCEPTED;
  }

  private ValueRule values() {
    if (column.rules().values().isEmpty()) {
      return ValueRule.NONE;
    }
    requireType("values", isComparable());
    Set<Object> allowed = new HashSet<>();
    column.rules().values().forEach(text -> allowed.add(withoutNegativeZero(literal(text))));
    Verdict other =
        ValueRule.rejection("values", path, "is none of the values that its rule allows");
    return value -> allowed.contains(withoutNegativeZero(value)) ? Verdict.ACCEPTED : other;
  }

  private ValueRule pattern() {
    String regex = column.rules().pattern();
    if (regex.isEmpty()) {
      return ValueRule.NONE;
    }
    requireType("pattern", column.type() == DataType.Simple.STRING);
    try {
      // RE2 matches in time linear in the text, whatever the pattern.
      Pattern pattern = Pattern.compile(regex);
      Verdict mismatch = ValueRule.rejection("pattern", path, "does not match its pattern");
      return value ->
          pattern.matches(((UTF8String) value).getBytes()) ? Verdict.ACCEPTED : mismatch;
    } catch (PatternSyntaxException e) {
      throw invalid("its pattern is not an RE2 regular expression: " + e.getMessage());
    }
  }

  private boolean isComparable() {
    return column.type() instanceof DataType.DecimalType
        || column.type() instanceof DataType.Simple simple
            && simple != DataType.Simple.BINARY
            && simple != DataType.Simple.JSON;
  }

  private void requireType(String rule, boolean suits) {
    if (!suits) {
      throw invalid(rule + " cannot be used with its type");
    }
  }

  private Object literal(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      return ScalarReader.of(column.type(), column.rules().zone()).read(bytes, 0, bytes.length);
    } catch (BadValue e) {
      throw invalid("'" + text + "' in its rules " + e.getMessage());
    }
  }

  private AzudException invalid(String problem) {
    return new AzudException(ErrorCode.PIPELINE_INVALID, "Column " + path + ": " + problem + ".");
  }

  /** The two zeros of floating point are the same value, in every store's comparison. */
  private static Object withoutNegativeZero(Object value) {
    if (value instanceof Double number) {
      return number + 0.0;
    }
    return value instanceof Float number ? (Object) (number + 0.0f) : value;
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object left, Object right) {
    return ((Comparable<Object>) withoutNegativeZero(left)).compareTo(withoutNegativeZero(right));
  }
}
