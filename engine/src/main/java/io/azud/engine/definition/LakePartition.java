// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.Suggestion;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.Simple;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Iceberg partition transform over a column.
 *
 * @param transform empty for the column itself
 * @param text as it is written in the file, without spare spaces
 */
record LakePartition(String transform, String column, String text) {
  static final String REGEX =
      "^ *([a-z][a-z0-9_]{0,62}|(year|month|day|hour)\\( *[a-z][a-z0-9_]{0,62} *\\)"
          + "|(bucket|truncate)\\( *[1-9][0-9]{0,8} *, *[a-z][a-z0-9_]{0,62} *\\)) *$";

  private static final List<String> TIMES = List.of("year", "month", "day", "hour");
  private static final List<String> SIZED = List.of("bucket", "truncate");
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:([a-z]+)\\( *(?:([1-9][0-9]{0,8}) *, *)?)?([a-z][a-z0-9_]{0,62}) *(\\))?");
  private static final Pattern CALL = Pattern.compile("([a-zA-Z_]+) *\\(.*");
  private static final String RULE =
      "is not a partition: write column, year|month|day|hour(column), bucket(n, column) or"
          + " truncate(width, column)";

  private static final Set<Simple> IDENTITY = EnumSet.complementOf(EnumSet.of(Simple.JSON));
  private static final Set<Simple> BUCKETS =
      EnumSet.of(
          Simple.STRING, Simple.INT, Simple.LONG, Simple.DATE, Simple.TIMESTAMP, Simple.BINARY);
  private static final Set<Simple> TRUNCATES =
      EnumSet.of(Simple.STRING, Simple.INT, Simple.LONG, Simple.BINARY);

  static LakePartition of(String written) throws Misfit {
    String text = written.strip();
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches() || (parts.group(1) == null) != (parts.group(4) == null)) {
      throw new Misfit(RULE, hint(text));
    }
    String transform = parts.group(1) == null ? "" : parts.group(1);
    boolean sized = parts.group(2) != null;
    boolean known = transform.isEmpty() || TIMES.contains(transform) || SIZED.contains(transform);
    if (!known || sized != SIZED.contains(transform)) {
      throw new Misfit(RULE, hint(text));
    }
    String size = sized ? parts.group(2) + ", " : "";
    String column = parts.group(3);
    return new LakePartition(
        transform, column, transform.isEmpty() ? column : transform + "(" + size + column + ")");
  }

  private static String hint(String text) {
    Matcher call = CALL.matcher(text);
    List<String> names = List.of("year", "month", "day", "hour", "bucket", "truncate");
    return call.matches() && !names.contains(call.group(1))
        ? Suggestion.didYouMean(call.group(1).replaceAll("s$", ""), names)
        : "";
  }

  /** Whether Iceberg can apply this to values of the type. */
  boolean takes(DataType type) {
    boolean decimal = type instanceof DecimalType;
    return switch (transform) {
      case "" -> decimal || type instanceof Simple simple && IDENTITY.contains(simple);
      case "hour" -> type == Simple.TIMESTAMP;
      case "bucket" -> decimal || type instanceof Simple simple && BUCKETS.contains(simple);
      case "truncate" -> decimal || type instanceof Simple simple && TRUNCATES.contains(simple);
      default -> type == Simple.TIMESTAMP || type == Simple.DATE;
    };
  }

  /** The name that Iceberg gives to the partition's field. */
  String fieldName() {
    return switch (transform) {
      case "" -> column;
      case "truncate" -> column + "_trunc";
      default -> column + "_" + transform;
    };
  }

  /** Two partitions of one kind say the same about a column, and Iceberg refuses the second. */
  String kind() {
    return (TIMES.contains(transform) ? "time" : transform) + " of " + column;
  }
}
