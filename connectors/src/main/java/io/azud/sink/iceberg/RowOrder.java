// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.NullsFirst$;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.codegen.LazilyGeneratedOrdering;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Compares rows by some of their columns: ascending, nulls first. */
final class RowOrder {

  private RowOrder() {}

  static Comparator<InternalRow> by(StructType type, List<String> columns) {
    LazilyGeneratedOrdering ordering =
        new LazilyGeneratedOrdering(
            seq(columns.stream().map(column -> ascending(type, column)).toList()));
    return ordering::compare;
  }

  private static SortOrder ascending(StructType type, String column) {
    int index = type.fieldIndex(column);
    StructField field = type.fields()[index];
    return new SortOrder(
        new BoundReference(index, field.dataType(), field.nullable()),
        Ascending$.MODULE$,
        NullsFirst$.MODULE$,
        seq(List.of()));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
