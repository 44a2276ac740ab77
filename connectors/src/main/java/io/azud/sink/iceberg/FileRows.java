// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.spi.RowCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.CloseableIterator;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The rows of one data file, in the file's order. */
final class FileRows implements RowCursor {
  private final StoredFile file;
  private final FileIO io;
  private final Schema schema;
  private final StructType type;
  private final DataType[] types;
  private final Object[] values;

  private CloseableIterable<InternalRow> rows;
  private CloseableIterator<InternalRow> iterator;
  private InternalRow current;

  /**
   * @param columns to read, in this order
   */
  FileRows(StoredFile file, List<String> columns, FileIO io) {
    Schema stored = file.fileSchema();
    this.file = file;
    this.io = io;
    this.schema = new Schema(columns.stream().map(stored::findField).toList());
    this.type = SparkSchemaUtil.convert(schema);
    this.values = new Object[columns.size()];
    this.types = new DataType[columns.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = type.fields()[i].dataType();
    }
  }

  StructType type() {
    return type;
  }

  @Override
  public boolean advance() {
    if (iterator == null) {
      open();
    }
    if (!iterator.hasNext()) {
      current = null;
      return false;
    }
    current = iterator.next();
    return true;
  }

  private void open() {
    rows =
        FormatModelRegistry.<InternalRow, StructType>readBuilder(
                file.format(), InternalRow.class, io.newInputFile(file.path(), file.bytes()))
            .project(schema)
            .reuseContainers()
            .build();
    iterator = rows.iterator();
  }

  /** The row as it was read; valid until the next {@link #advance()}. */
  InternalRow current() {
    return current;
  }

  int partition() {
    return current.getInt(types.length - 2);
  }

  long offset() {
    return current.getLong(types.length - 1);
  }

  @Override
  public Object[] row() {
    return copy(current, types, values);
  }

  static Object[] copy(InternalRow row, DataType[] types, Object[] into) {
    for (int i = 0; i < types.length; i++) {
      into[i] = row.isNullAt(i) ? null : row.get(i, types[i]);
    }
    return into;
  }

  DataType[] types() {
    return types;
  }

  @Override
  public void close() {
    if (rows == null) {
      return;
    }
    try {
      iterator.close();
      rows.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      rows = null;
    }
  }
}
