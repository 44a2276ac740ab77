// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortField;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.SortOrderBuilder;

/** Partitioning and order of a table, from and into the words of a pipeline file. */
final class Layout {
  private static final Pattern TRANSFORM =
      Pattern.compile("(\\w+)\\s*\\(\\s*(?:(\\d+)\\s*,\\s*)?(\\w+)\\s*\\)");

  private Layout() {}

  /**
   * @throws AzudException {@code PIPELINE_INVALID} when the schema cannot be partitioned so
   */
  static PartitionSpec partitioning(List<String> partitionBy, Schema schema) {
    return valid(
        "partitionBy " + partitionBy,
        () -> {
          PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
          partitionBy.forEach(text -> add(spec, text.strip()));
          return spec.build();
        });
  }

  private static void add(PartitionSpec.Builder spec, String text) {
    Matcher transform = TRANSFORM.matcher(text);
    if (!transform.matches()) {
      spec.identity(text);
      return;
    }
    String name = transform.group(1);
    String argument = transform.group(2);
    String column = transform.group(3);
    boolean takesNumber = name.equals("bucket") || name.equals("truncate");
    if (takesNumber != (argument != null)) {
      throw new IllegalArgumentException("'" + text + "' is not a transform");
    }
    switch (name) {
      case "year" -> spec.year(column);
      case "month" -> spec.month(column);
      case "day" -> spec.day(column);
      case "hour" -> spec.hour(column);
      case "bucket" -> spec.bucket(column, Integer.parseInt(argument));
      case "truncate" -> spec.truncate(column, Integer.parseInt(argument));
      default -> throw new IllegalArgumentException("'" + name + "' is not a transform");
    }
  }

  /**
   * @throws AzudException {@code PIPELINE_INVALID} when the schema cannot be ordered so
   */
  static SortOrder order(List<String> sortBy, Schema schema) {
    return valid(
        "sortBy " + sortBy,
        () -> {
          SortOrder.Builder order = SortOrder.builderFor(schema);
          addTo(order, sortBy);
          return order.build();
        });
  }

  static void addTo(SortOrderBuilder<?> order, List<String> sortBy) {
    sortBy.forEach(column -> order.asc(column, NullOrder.NULLS_FIRST));
  }

  /** Whether rows fall into the same partitions, field for field. */
  static boolean same(PartitionSpec one, PartitionSpec other) {
    return describe(one).equals(describe(other));
  }

  /** In the words of Spark SQL: {@code days(departed_at), bucket(16, flight_id)}. */
  static String describe(PartitionSpec spec) {
    return String.join(
        ", ",
        spec.fields().stream()
            .filter(field -> !field.transform().isVoid())
            .map(field -> describe(field, spec.schema()))
            .toList());
  }

  private static String describe(PartitionField field, Schema schema) {
    String column = Ddl.quoted(schema.findColumnName(field.sourceId()));
    String transform = field.transform().toString();
    if (field.transform().isIdentity()) {
      return column;
    }
    int bracket = transform.indexOf('[');
    return bracket < 0
        ? transform + "s(" + column + ")"
        : transform.substring(0, bracket)
            + "("
            + transform.substring(bracket + 1, transform.length() - 1)
            + ", "
            + column
            + ")";
  }

  static String describe(SortOrder order) {
    return String.join(
        ", ", order.fields().stream().map(field -> column(field, order.schema())).toList());
  }

  private static String column(SortField field, Schema schema) {
    return Ddl.quoted(schema.findColumnName(field.sourceId()));
  }

  private static <T> T valid(String what, Supplier<T> made) {
    try {
      return made.get();
    } catch (RuntimeException e) {
      throw new AzudException(
          ErrorCode.PIPELINE_INVALID, "the lake cannot have " + what + ": " + e.getMessage(), e);
    }
  }
}
