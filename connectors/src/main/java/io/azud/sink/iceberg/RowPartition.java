// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.nio.ByteBuffer;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.StructLike;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Works out which table partition a row belongs to; used by one thread. */
final class RowPartition {
  private final PartitionKey key;
  private final Values values;

  RowPartition(FileTarget target) {
    this.key = new PartitionKey(target.spec(), target.schema());
    this.values = new Values(target.rowType());
  }

  /** The partition of a row; the same object for each call. */
  PartitionKey of(InternalRow row) {
    values.row = row;
    key.partition(values);
    return key;
  }

  /** A row as Iceberg's transforms want it. */
  private static final class Values implements StructLike {
    private final DataType[] types;
    private InternalRow row;

    Values(StructType type) {
      types = new DataType[type.length()];
      for (int i = 0; i < types.length; i++) {
        types[i] = type.fields()[i].dataType();
      }
    }

    @Override
    public int size() {
      return types.length;
    }

    @Override
    public <T> T get(int position, Class<T> javaClass) {
      return row.isNullAt(position)
          ? null
          : javaClass.cast(converted(row.get(position, types[position])));
    }

    @Override
    public <T> void set(int position, T value) {
      throw new UnsupportedOperationException();
    }

    private static Object converted(Object value) {
      if (value instanceof UTF8String text) {
        return text.toString();
      }
      if (value instanceof Decimal decimal) {
        return decimal.toJavaBigDecimal();
      }
      return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
    }
  }
}
