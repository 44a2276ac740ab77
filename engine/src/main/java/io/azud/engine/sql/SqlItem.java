// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStar;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.BinaryOperator;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a Spark SQL expression says by itself, without Spark running: the columns that it looks at,
 * and what its result is called.
 *
 * @param kind what its result is
 * @param name the result's name, as it is written; empty for {@link Kind#ALL}, {@link Kind#UNNAMED}
 *     and {@link Kind#UNKNOWN}
 * @param columns the names that must be columns, in lower case
 */
public record SqlItem(Kind kind, String name, Set<String> columns) {
  /** Spark takes these for functions when no column has the name. */
  private static final Set<String> FUNCTIONS =
      Set.of("user", "session_user", "localtimestamp", "grouping__id");

  private static final String CURRENT = "current_";
  private static final int MAX_NESTING = 50;
  private static final String TOO_DEEP = "it is nested too deep";

  public SqlItem {
    columns = Set.copyOf(columns);
  }

  /** What the result of an expression is, as far as it can be told. */
  public enum Kind {
    /** {@code *}: all columns. */
    ALL,
    /** A column as it is, perhaps with another name. */
    COLUMN,
    /** Something computed, with a name. */
    COMPUTED,
    /** Something computed, to which Spark would give a name that is no identifier. */
    UNNAMED,
    /** Only Spark knows. */
    UNKNOWN
  }

  /**
   * @throws IllegalArgumentException when this is not Spark SQL; the message says why
   */
  public static SqlItem parse(String text) {
    Expression expression = expression(text);
    Set<String> columns = new LinkedHashSet<>();
    collect(expression, columns);
    if (expression instanceof Alias alias) {
      boolean column = isColumn(alias.child());
      return new SqlItem(column ? Kind.COLUMN : Kind.COMPUTED, alias.name(), columns);
    }
    if (expression instanceof UnresolvedStar star) {
      return new SqlItem(star.target().isEmpty() ? Kind.ALL : Kind.UNKNOWN, "", columns);
    }
    if (expression instanceof Cast cast && cast.child() instanceof UnresolvedAttribute attribute) {
      return new SqlItem(Kind.COMPUTED, lastPart(attribute), columns);
    }
    if (expression instanceof UnresolvedAttribute attribute) {
      Kind kind = isColumn(attribute) ? Kind.COLUMN : Kind.UNKNOWN;
      return new SqlItem(kind, kind == Kind.COLUMN ? lastPart(attribute) : "", columns);
    }
    boolean unnamed =
        expression instanceof UnresolvedFunction || expression instanceof BinaryOperator;
    return new SqlItem(unnamed ? Kind.UNNAMED : Kind.UNKNOWN, "", columns);
  }

  private static Expression expression(String text) {
    if (nesting(text) > MAX_NESTING) {
      throw new IllegalArgumentException(TOO_DEEP);
    }
    try {
      return CatalystSqlParser$.MODULE$.parseExpression(text);
    } catch (Exception e) { // javac does not know that Scala throws this checked exception
      if (e instanceof ParseException) {
        throw new IllegalArgumentException(SparkMessage.firstSentence(e), e);
      }
      throw e;
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException(TOO_DEEP, e);
    }
  }

  /** At least how deep brackets are nested: Spark's parser takes minutes for thousands. */
  private static int nesting(String text) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(', '[' -> deepest = Math.max(deepest, ++depth);
        case ')', ']' -> depth = Math.max(0, depth - 1);
        default -> {
          // does not change the depth
        }
      }
    }
    return deepest;
  }

  private static void collect(Expression expression, Set<String> columns) {
    if (expression instanceof UnresolvedAttribute attribute) {
      String name = attribute.nameParts().head().toLowerCase(Locale.ROOT);
      if (!FUNCTIONS.contains(name) && !name.startsWith(CURRENT)) {
        columns.add(name);
      }
    }
    for (Expression child : CollectionConverters.asJava(expression.children())) {
      collect(child, columns);
    }
  }

  private static boolean isColumn(Expression expression) {
    return expression instanceof UnresolvedAttribute attribute
        && attribute.nameParts().length() == 1
        && !lastPart(attribute).toLowerCase(Locale.ROOT).startsWith(CURRENT);
  }

  private static String lastPart(UnresolvedAttribute attribute) {
    List<String> parts = CollectionConverters.asJava(attribute.nameParts());
    return parts.get(parts.size() - 1);
  }
}
