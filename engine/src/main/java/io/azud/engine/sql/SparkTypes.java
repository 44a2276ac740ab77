// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.sql;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Translates column types to Spark's and back. */
public final class SparkTypes {
  private SparkTypes() {}

  /** The columns as a Spark schema; every field is nullable. */
  public static StructType schemaOf(List<Column> columns) {
    StructField[] fields =
        columns.stream()
            .map(
                column ->
                    new StructField(
                        column.name(), sparkType(column.type()), true, Metadata.empty()))
            .toArray(StructField[]::new);
    return new StructType(fields);
  }

  public static org.apache.spark.sql.types.DataType sparkType(DataType type) {
    if (type instanceof DataType.Simple simple) {
      return simpleType(simple);
    }
    if (type instanceof DataType.DecimalType decimal) {
      return DataTypes.createDecimalType(decimal.precision(), decimal.scale());
    }
    if (type instanceof DataType.StructType struct) {
      return schemaOf(struct.fields());
    }
    if (type instanceof DataType.ListType list) {
      return DataTypes.createArrayType(sparkType(list.element()), true);
    }
    return DataTypes.createMapType(
        DataTypes.StringType, sparkType(((DataType.MapType) type).value()), true);
  }

  private static org.apache.spark.sql.types.DataType simpleType(DataType.Simple simple) {
    return switch (simple) {
      case STRING, JSON -> DataTypes.StringType;
      case BOOLEAN -> DataTypes.BooleanType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case FLOAT -> DataTypes.FloatType;
      case DOUBLE -> DataTypes.DoubleType;
      case DATE -> DataTypes.DateType;
      case TIMESTAMP -> DataTypes.TimestampType;
      case BINARY -> DataTypes.BinaryType;
    };
  }

  /**
   * The column type that holds a Spark SQL result.
   *
   * @throws AzudException {@code PIPELINE_INVALID} when no column type does
   */
  static DataType columnType(String column, org.apache.spark.sql.types.DataType type) {
    if (type instanceof DecimalType decimal) {
      return new DataType.DecimalType(decimal.precision(), decimal.scale());
    }
    if (type instanceof StructType struct) {
      List<Column> fields = new ArrayList<>();
      for (StructField field : struct.fields()) {
        fields.add(Column.optional(field.name(), columnType(column, field.dataType())));
      }
      return new DataType.StructType(fields);
    }
    if (type instanceof ArrayType array) {
      return new DataType.ListType(columnType(column, array.elementType()));
    }
    if (type instanceof MapType map && map.keyType().equals(DataTypes.StringType)) {
      return new DataType.MapType(columnType(column, map.valueType()));
    }
    return simpleColumnType(column, type);
  }

  private static DataType simpleColumnType(
      String column, org.apache.spark.sql.types.DataType type) {
    return switch (type.typeName()) {
      case "string" -> DataType.Simple.STRING;
      case "boolean" -> DataType.Simple.BOOLEAN;
      case "integer" -> DataType.Simple.INT;
      case "long" -> DataType.Simple.LONG;
      case "float" -> DataType.Simple.FLOAT;
      case "double" -> DataType.Simple.DOUBLE;
      case "date" -> DataType.Simple.DATE;
      case "timestamp" -> DataType.Simple.TIMESTAMP;
      case "binary" -> DataType.Simple.BINARY;
      default ->
          throw new AzudException(
              ErrorCode.PIPELINE_INVALID,
              "transform.select: gives column \""
                  + column
                  + "\" the type "
                  + type.sql()
                  + ", which no column can have; CAST it, for example to INT, STRING or TIMESTAMP");
    };
  }
}
