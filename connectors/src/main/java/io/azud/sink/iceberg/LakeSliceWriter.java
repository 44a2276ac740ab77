// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.batch.Counts;
import io.azud.catalog.LakeFailures;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Slice;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** Writes one slice into data files that nothing refers to before the commit. */
final class LakeSliceWriter implements SliceWriter {
  private final Slice slice;
  private final Environment environment;
  private final NewFiles files;
  private final RowOutput output;

  private Object[] array;
  private InternalRow row;
  private long rows;
  private boolean finished;

  /**
   * @param sortBy in whose order a file's rows are to stand; empty for the order in which they come
   */
  LakeSliceWriter(
      Slice slice, String prefix, FileTarget target, List<String> sortBy, Environment environment) {
    Limits limits = Limits.ofThisJvm();
    this.slice = slice;
    this.environment = environment;
    this.files = new NewFiles(target, prefix, !sortBy.isEmpty());
    if (!sortBy.isEmpty()) {
      this.output = new ClusteredOutput(files, sortBy, limits.chunkBytes());
    } else if (target.spec().isUnpartitioned()) {
      this.output = new RollingOutput(files, limits.fileBytes());
    } else {
      this.output = new FanoutOutput(files, limits);
    }
  }

  @Override
  public void write(Object[] values) {
    if (values != array) {
      array = values;
      row = new GenericInternalRow(values);
    }
    try {
      output.write(row);
    } catch (RuntimeException e) {
      throw LakeFailures.translate("write a data file", environment, e);
    }
    rows++;
  }

  @Override
  public SliceReceipt finish(Counts counts) {
    if (rows != counts.accepted()) {
      throw new AzudException(
          ErrorCode.BOOKS_UNBALANCED,
          "slice "
              + slice
              + " has "
              + counts.accepted()
              + " accepted records, but the lake got "
              + rows
              + " rows: nothing was committed; report this");
    }
    try {
      output.finish();
    } catch (RuntimeException e) {
      throw LakeFailures.translate("write a data file", environment, e);
    }
    List<StoredFile> stored = files.finished();
    finished = true;
    return new SliceReceipt(
        slice,
        counts,
        stored.stream().mapToLong(StoredFile::rows).sum(),
        stored.stream().mapToLong(StoredFile::bytes).sum(),
        stored.stream().map(StoredFile::toJson).toList());
  }

  @Override
  public void close() {
    if (!finished) {
      files.discard();
    }
    files.target().io().close();
  }
}
