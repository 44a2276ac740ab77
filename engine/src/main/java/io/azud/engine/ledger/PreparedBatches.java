// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.database.Sql;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The prepared batches of all pipelines; a pipeline has one at most. */
public final class PreparedBatches {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PostgresDatabase database;

  public PreparedBatches(PostgresDatabase database) {
    this.database = database;
  }

  /** How a prepared batch ended. */
  public enum End {
    LOADED,
    /** Its files were thrown away, and its range will be worked through again. */
    ABANDONED
  }

  /** Keeps a batch for the load; it replaces one of the same range. */
  public void keep(PreparedBatch prepared, long epoch) {
    database.inTransaction(
        "keep a prepared batch",
        connection -> {
          Epochs.require(connection, prepared.pipeline(), epoch);
          return Sql.of(
                  "INSERT INTO azud.batch AS b (pipeline, batch, epoch, config_hash, slices, state, receipts)"
                      + " VALUES (?, ?, ?, ?, ?::jsonb, 'prepared', ?::jsonb)"
                      + " ON CONFLICT (pipeline, batch) DO UPDATE SET epoch = EXCLUDED.epoch,"
                      + " config_hash = EXCLUDED.config_hash, state = 'prepared', receipts = EXCLUDED.receipts,"
                      + " tries = b.tries + 1, planned_at = clock_timestamp(), ended_at = NULL",
                  prepared.pipeline(),
                  prepared.batch(),
                  epoch,
                  prepared.configHash(),
                  write(
                      prepared.slices().stream().map(PreparedBatch.PreparedSlice::slice).toList()),
                  write(prepared))
              .update(connection);
        });
  }

  /** The batch that waits to be loaded. */
  public Optional<PreparedBatch> waiting(String pipeline) {
    return database.inTransaction(
        "read the prepared batch",
        connection ->
            Sql.of(
                    "SELECT receipts FROM azud.batch WHERE pipeline = ? AND state = 'prepared'"
                        + " ORDER BY planned_at DESC LIMIT 1",
                    pipeline)
                .first(connection, row -> read(row.getString(1))));
  }

  /** All that wait, an older one that was overtaken included: nobody has thrown its files away. */
  public List<PreparedBatch> allWaiting(String pipeline) {
    return database.inTransaction(
        "read the prepared batches",
        connection ->
            Sql.of(
                    "SELECT receipts FROM azud.batch WHERE pipeline = ? AND state = 'prepared'"
                        + " ORDER BY planned_at",
                    pipeline)
                .list(connection, row -> read(row.getString(1))));
  }

  /** The batch no longer waits. */
  public void end(PreparedBatch prepared, End end) {
    database.inTransaction(
        "end a prepared batch",
        connection ->
            Sql.of(
                    "UPDATE azud.batch SET state = ?, ended_at = clock_timestamp(), receipts = NULL"
                        + " WHERE pipeline = ? AND batch = ?",
                    end.name().toLowerCase(Locale.ROOT),
                    prepared.pipeline(),
                    prepared.batch())
                .update(connection));
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("receipts are plain values", e);
    }
  }

  private static PreparedBatch read(String json) {
    try {
      return JSON.readValue(json, PreparedBatch.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("azud.batch.receipts is not what this version writes", e);
    }
  }
}
