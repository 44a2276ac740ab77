// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.batch.Batch;
import io.azud.engine.database.PostgresDatabase;
import io.azud.position.Slice;
import io.azud.spi.SliceWriter;
import io.azud.spi.SliceWriterFactory;
import java.time.LocalDate;

/** Opens writers for one batch. */
record PostgresWriters(
    PostgresDatabase database,
    TargetTable table,
    Batch batch,
    Watermarks watermarks,
    LocalDate today)
    implements SliceWriterFactory {

  @Override
  public SliceWriter open(Slice slice, long attempt) {
    SliceTransaction transaction = new SliceTransaction(database, watermarks, batch, slice);
    try {
      return new PostgresSliceWriter(transaction, table, today);
    } catch (RuntimeException e) {
      transaction.close();
      throw e;
    }
  }
}
