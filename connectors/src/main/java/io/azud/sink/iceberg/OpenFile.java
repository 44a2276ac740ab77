// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.spark.sql.catalyst.InternalRow;

/** One data file while it is written; it notes the lineage of its rows. */
final class OpenFile {
  private final DataWriter<InternalRow> writer;
  private final int partitionColumn;
  private final int offsetColumn;

  private long rows;
  private int firstPartition;
  private long firstOffset;
  private int lastPartition;
  private long lastOffset;

  OpenFile(DataWriter<InternalRow> writer, int columns) {
    this.writer = writer;
    this.partitionColumn = columns - 2;
    this.offsetColumn = columns - 1;
  }

  void write(InternalRow row) {
    int partition = row.getInt(partitionColumn);
    long offset = row.getLong(offsetColumn);
    if (rows == 0 || Span.compare(partition, offset, firstPartition, firstOffset) < 0) {
      firstPartition = partition;
      firstOffset = offset;
    }
    if (rows == 0 || Span.compare(partition, offset, lastPartition, lastOffset) > 0) {
      lastPartition = partition;
      lastOffset = offset;
    }
    writer.write(row);
    rows++;
  }

  /** How large the file is so far, what is still in memory included. */
  long length() {
    return writer.length();
  }

  Span span() {
    return new Span(firstPartition, firstOffset, lastPartition, lastOffset);
  }

  DataFile close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toDataFile();
  }
}
