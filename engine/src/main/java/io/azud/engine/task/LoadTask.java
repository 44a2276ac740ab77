// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import io.azud.engine.ledger.PreparedBatch.PreparedSlice;
import io.azud.spi.RowCursor;
import io.azud.spi.RowFiles;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import io.azud.spi.SliceWriterFactory;
import java.io.Serializable;

/** Writes the rows of a prepared slice to a sink, wherever Spark puts it. */
record LoadTask(RowFiles.Reader files, SliceWriterFactory writers) implements Serializable {

  SliceReceipt run(PreparedSlice slice, long attempt) {
    try (SliceWriter writer = writers.open(slice.slice(), attempt);
        RowCursor rows = files.open(slice.receipt())) {
      while (rows.advance()) {
        writer.write(rows.row());
      }
      slice.tombstones().forEach(writer::delete);
      return writer.finish(slice.receipt().counts());
    }
  }
}
